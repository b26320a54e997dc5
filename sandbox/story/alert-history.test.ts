import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { anAlertNotification } from '@millrace/shared/testing/an-alert-notification';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { region } from '../src/aws/account.ts';
import type { Platform } from '../src/platform.ts';
import { askAthena } from '../src/run/ask-athena.ts';
import { apiUrls, credentials, signToken } from '../src/run/open-ways-in.ts';
import { bucketName } from '../src/seed/names.ts';
import { startSandbox } from '../src/start-sandbox.ts';

/** The platform as it is deployed, from a change of an alert on the bus to the table and the API. */
const directory = mkdtempSync(join(tmpdir(), 'millrace-alert-history-'));
const root = join(import.meta.dirname, '../..');
let platform: Platform;

const minute = 60_000;
const raisedAt = Date.now() - 10 * minute;
const alertId = `tachycardia~monitor-01~${raisedAt}`;
const change = (number: number, minutes: number, given: Partial<AlertNotification>): AlertNotification =>
  anAlertNotification({
    ...{ alertId, notificationId: `${alertId}/${number}`, number, raisedAt, time: raisedAt + minutes * minute },
    ...given,
  });
const acknowledgedAt = raisedAt + 2 * minute;
const raised = change(1, 0, {});
const acknowledged = change(2, 2, { change: 'acknowledged', status: 'acknowledged', acknowledgedAt, by: 'nurse-joy' });
const commented = change(3, 3, {
  change: 'commented',
  status: 'acknowledged',
  by: 'nurse-joy',
  comment: 'Bed 7 knows',
});
const cleared = change(4, 5, {
  ...{ change: 'cleared', status: 'cleared', clearedBecause: 'recovered' },
  ...{ acknowledgedAt, clearedAt: raisedAt + 5 * minute },
});
const elsewhere = change(1, 1, { tenant: 'ward-b', alertId: 'other', notificationId: 'other/1' });

const putEvents = async (details: object[], Source = 'millrace.alerts') => {
  const client = new EventBridgeClient({
    ...{ endpoint: platform.url(), region, credentials },
    requestHandler: new NodeHttpHandler(),
  });
  const Entries = details.map((detail) => ({
    ...{ EventBusName: 'millrace-local', Source, DetailType: 'AlertChanged', Detail: JSON.stringify(detail) },
  }));
  expect((await client.send(new PutEventsCommand({ Entries }))).FailedEntryCount).toBe(0);
};

const askQuery = async (path: string) => {
  const headers = { authorization: `Bearer ${await signToken(platform)}` };
  const response = await fetch(`${apiUrls(platform).query}/v1/queries/${path}`, { headers });
  return { status: response.status, body: (await response.json()) as { items: Record<string, unknown>[] } };
};

beforeAll(async () => {
  platform = await startSandbox({ root, directory, port: 0, fresh: true, progress: () => {} });
  // In any order, and one of them twice.
  await putEvents([cleared, raised, acknowledged, elsewhere, { ...raised, version: 1 }]);
  await putEvents([commented, acknowledged]);
  await putEvents([change(9, 9, {})], 'somebody.else');
  const taken = () => platform.firehose.counters()['millrace-local-alert-changes']?.recordsIn ?? 0;
  while (taken() < 7) await sleep(20);
  await platform.firehose.deliverNow();
}, 120_000);

afterAll(async () => {
  await platform.close();
  rmSync(directory, { recursive: true });
}, 30_000);

test('every change that was announced is a row below its day of arrival, as often as it was announced', async () => {
  const rows = await askAthena(
    platform,
    `SELECT notification_id, change, value_number, cleared_ms, by_person, dt FROM alert_changes
    WHERE tenant = 'ward-a' ORDER BY number, change`,
  );
  const [today] = new Date().toISOString().split('T');
  const row = (number: number, kind: string, byPerson: boolean) => ({
    ...{ notification_id: `${alertId}/${number}`, change: kind, value_number: '130.0', by_person: String(byPerson) },
    ...{ cleared_ms: kind === 'cleared' ? String(raisedAt + 5 * minute) : undefined, dt: today },
  });
  expect(rows).toEqual([
    row(1, 'raised', false),
    ...[row(2, 'acknowledged', true), row(2, 'acknowledged', true), row(3, 'commented', true)],
    row(4, 'cleared', false),
  ]);
});

test('nothing in the table tells who did what, or what they wrote', async () => {
  const bucket = bucketName('lake');
  const objects = await platform.s3.listObjects({ bucket, prefix: 'alert-changes/' });
  expect(objects.map(({ key }) => key)).toEqual([
    expect.stringMatching(/^alert-changes\/dt=\d{4}-\d\d-\d\d\/millrace-local-alert-changes-.*\.ndjson\.gz$/),
  ]);
  expect(JSON.stringify(await askAthena(platform, 'SELECT * FROM alert_changes'))).not.toMatch(/joy|Bed 7/);
});

test('what is no change of an alert is kept beside the table', async () => {
  const objects = await platform.s3.listObjects({ bucket: bucketName('lake'), prefix: 'alert-changes-errors/' });
  expect(objects.map(({ key }) => key)).toEqual([
    expect.stringMatching(/^alert-changes-errors\/processing-failed\/dt=\d{4}-\d\d-\d\d\//),
  ]);
});

test('the API sums the alerts of the tenant up, and tells their history', async () => {
  expect(await askQuery('alert-summary')).toEqual({
    status: 200,
    body: {
      items: [
        {
          ...{ rule: 'tachycardia', deviceId: 'monitor-01', raised: 1, stillOpen: 0 },
          ...{ totalSeconds: 300, medianSeconds: 300, longestSeconds: 300 },
          ...{ medianSecondsToAcknowledge: 120, medianSecondsToClear: 300 },
        },
      ],
    },
  });
  const { body } = await askQuery('alert-history?device=monitor-01&rule=tachycardia');
  const changes = body.items.map(({ change: kind, value, byPerson }) => [kind, value, byPerson]);
  expect(changes).toEqual([
    ['cleared', 130, false],
    ['commented', 130, true],
    ['acknowledged', 130, true],
    ['raised', 130, false],
  ]);
  expect((await askQuery('alert-history?device=monitor-02')).body).toEqual({ items: [] });
});
