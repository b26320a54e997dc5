import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ConfirmSubscriptionCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { QueryCommand, TimestreamQueryClient } from '@aws-sdk/client-timestream-query';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { ArchivedRecord } from '@millrace/shared/contracts/archived-record';
import type { SetAsideRecord } from '@millrace/shared/contracts/set-aside';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { account, region } from '../src/aws/account.ts';
import { drain } from '../src/drain.ts';
import type { Platform } from '../src/platform.ts';
import { askAthena } from '../src/run/ask-athena.ts';
import { apiUrls, signToken } from '../src/run/open-ways-in.ts';
import { bucketName, resourceName } from '../src/seed/names.ts';
import { spareMonitor as deviceId } from '../src/seed/seed-platform.ts';
import { startSandbox } from '../src/start-sandbox.ts';

/** The platform as it is deployed, seen from outside: real clients, over loopback, from a reading to every answer. */
const directory = mkdtempSync(join(tmpdir(), 'millrace-story-'));
const root = join(import.meta.dirname, '../..');
let platform: Platform;
const settings = () => ({
  endpoint: platform.url(),
  region,
  credentials: { accessKeyId: 'story', secretAccessKey: 'story' },
  requestHandler: new NodeHttpHandler(),
});

beforeAll(async () => {
  platform = await startSandbox({ root, directory, port: 0, fresh: true, progress: () => {} });
}, 120_000);

afterAll(async () => {
  await platform.close();
  rmSync(directory, { recursive: true });
}, 30_000);

const post = async (readings: object[], token = signToken(platform)) => {
  const response = await fetch(`${apiUrls(platform).ingest}/v1/readings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await token}`, 'content-type': 'application/json' },
    body: JSON.stringify(readings),
  });
  return { status: response.status, body: await response.json() };
};
const ask = async (path: string) => {
  const headers = { authorization: `Bearer ${await signToken(platform)}` };
  const response = await fetch(apiUrls(platform).query + path, { headers });
  return { status: response.status, body: (await response.json()) as { items: { measure: string }[] } };
};
const put = (data: string | Buffer) =>
  new KinesisClient(settings()).send(
    new PutRecordCommand({ StreamName: resourceName('raw-readings'), PartitionKey: deviceId, Data: Buffer.from(data) }),
  );
const eventually = async <T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> => {
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await sleep(50);
  }
};

/** What ingest set aside and the caller looks for, once it is there. */
const keptRecord = (isSought: (record: SetAsideRecord) => boolean): Promise<SetAsideRecord> =>
  eventually(async () => {
    const s3 = new S3Client(settings());
    const Bucket = bucketName('set-aside');
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'ingest-accept/' }));
    for (const { Key } of Contents) {
      const text = await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
      const lines = (text ?? '').split('\n').filter(Boolean);
      const found = lines.map((line) => JSON.parse(line) as SetAsideRecord).find(isSought);
      if (found) return found;
    }
    return undefined;
  });

/** A subscriber as anybody would write one: it confirms by the token it is sent, and keeps what it is told. */
const subscribe = async (filterPolicy: object) => {
  const notifications: AlertNotification[] = [];
  const sns = new SNSClient(settings());
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.end();
    const message = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (message.Type === 'SubscriptionConfirmation')
      await sns.send(new ConfirmSubscriptionCommand({ TopicArn: message.TopicArn, Token: message.Token }));
    else notifications.push(JSON.parse(message.Message));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await sns.send(
    new SubscribeCommand({
      TopicArn: `arn:aws:sns:${region}:${account}:${resourceName('alert-notifications')}`,
      Protocol: 'http',
      Endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      Attributes: { FilterPolicy: JSON.stringify(filterPolicy) },
    }),
  );
  return { notifications, close: () => server.close() };
};

test('readings come in by HTTP and by Kinesis, and end as one alert, rows in both stores, and the same answer over REST', async () => {
  const now = Date.now() - 60_000;
  const subscriber = await subscribe({ severity: ['warning'], change: ['raised'] });
  const reading = (second: number, temperature: number) => ({
    deviceId,
    time: now + second * 1000,
    measures: { 'body-temperature': temperature, 'heart-rate': 70 + second },
  });

  expect(await post([reading(0, 36.6), reading(1, 36.8)])).toMatchObject({ status: 202, body: { accepted: 2 } });
  await put(JSON.stringify(reading(2, 41.2)));
  // A repeat of the same reading by the same way is one reading.
  await put(JSON.stringify(reading(2, 41.2)));

  const alert = await eventually(() => subscriber.notifications[0]);
  expect(alert).toMatchObject({
    ...{
      change: 'raised',
      rule: 'fever',
      severity: 'warning',
      tenant: 'ward-a',
      deviceId,
      measure: 'body-temperature',
    },
    ...{ value: 41.2, unit: 'Cel', raisedAt: now + 2000 },
  });

  await drain(platform, () => {});
  expect(subscriber.notifications).toHaveLength(1);
  subscriber.close();

  const hot = await new TimestreamQueryClient(settings()).send(
    new QueryCommand({
      QueryString: `SELECT to_milliseconds(time) AS ms, "body-temperature" FROM "millrace_local"."readings" WHERE device_id = '${deviceId}' ORDER BY time`,
    }),
  );
  const rows = hot.Rows?.map(({ Data }) => Data?.map(({ ScalarValue }) => Number(ScalarValue)));
  expect(rows).toEqual([
    [now, 36.6],
    [now + 1000, 36.8],
    [now + 2000, 41.2],
  ]);

  const curated = await askAthena(
    platform,
    `SELECT time_ms, value_number, unit, code FROM readings WHERE device_id = '${deviceId}' AND measure = 'body-temperature' ORDER BY time_ms`,
  );
  expect(curated.map(({ time_ms, value_number }) => [Number(time_ms), Number(value_number)])).toEqual(rows);
  expect(curated[0]).toMatchObject({ unit: 'Cel', code: 'loinc|8310-5' });

  const latest = await ask(`/v1/devices/${deviceId}/readings/latest`);
  expect(latest.status).toBe(200);
  expect(latest.body.items.find(({ measure }) => measure === 'body-temperature')).toMatchObject({
    value: 41.2,
    time: new Date(now + 2000).toISOString(),
  });
}, 120_000);

test('somebody finds the alert over REST and acknowledges it, and whoever was told of it hears so', async () => {
  const subscriber = await subscribe({ rule: ['fever'], change: ['acknowledged', 'cleared'] });
  const token = await platform.issuer.sign({ tenant: 'ward-a', scope: 'alerts:act', sub: 'a-nurse' }, 'millrace');
  const api = async (path: string, method = 'GET') => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${apiUrls(platform).alerts}/v1/alerts${path}`, { method, headers });
    return { status: response.status, body: (await response.json()) as { items: { alertId: string }[] } };
  };
  const { alertId = '' } = (await api(`?deviceId=${deviceId}&rule=fever`)).body.items[0] ?? {};
  const path = `/${encodeURIComponent(alertId)}`;
  expect(await api(`${path}/acknowledge`, 'POST')).toMatchObject({ status: 200, body: { status: 'acknowledged' } });
  expect(await eventually(() => subscriber.notifications[0])).toMatchObject({ alertId, by: 'a-nurse' });

  // The fever is over.
  await put(JSON.stringify({ deviceId, time: Date.now(), measures: { 'body-temperature': 36.9 } }));
  expect(await eventually(() => subscriber.notifications[1])).toMatchObject({ change: 'cleared', alertId });
  const history = await eventually(async () => {
    const { items } = (await api(`${path}/history`)).body;
    return items.length === 3 ? items : undefined;
  });
  expect(history).toMatchObject([{ change: 'raised' }, { change: 'acknowledged' }, { change: 'cleared' }]);
  subscriber.close();
}, 60_000);

test('a malformed record comes back from set-aside byte for byte, with its reason', async () => {
  const bytes = Buffer.concat([Buffer.from('{"deviceId":"monitor-00",'), Buffer.from([0xff, 0x00, 0x0a, 0x80])]);
  const { SequenceNumber } = await put(bytes);
  const kept = await keptRecord(({ sequenceNumber }) => sequenceNumber === SequenceNumber);
  expect(kept.reason).toBe('not-utf8');
  expect(Buffer.from(kept.data, 'base64').equals(bytes)).toBe(true);
  // The announcement follows the object.
  const announced = await eventually(() =>
    platform.eventBridge.recent('millrace-local').find((event) => event['detail-type'] === 'ReadingsSetAside'),
  );
  expect(announced.detail).toMatchObject({ by: 'ingest-accept', reasons: { 'not-utf8': 1 } });
}, 60_000);

test('readings of a device that nobody registered are set aside, and it is announced once', async () => {
  const unknown = { deviceId: 'pump-nobody-knows', measures: { flow: 1 } };
  const announcements = () =>
    platform.eventBridge
      .recent('millrace-local')
      .filter((event) => event['detail-type'] === 'DeviceUnknown')
      .map(({ detail }) => detail);
  for (let second = 0; second < 3; second++) {
    await put(JSON.stringify({ ...unknown, time: Date.now() + second }));
    await drain(platform, () => {});
  }
  expect(announcements()).toEqual([{ deviceId: 'pump-nobody-knows', reason: 'not-registered' }]);
}, 60_000);

test("a device's token writes its own device only; what it sends for another is kept as it was sent", async () => {
  const token = platform.issuer.sign({ tenant: 'ward-a', device_id: 'monitor-11' }, 'millrace');
  const reading = { deviceId, time: Date.now(), measures: { 'heart-rate': 70 } };
  const reason = { code: 'device-mismatch', detail: 'is not the device of its sender', pointer: '/deviceId' };
  const answer = await post([reading], token);
  expect(answer).toEqual({
    status: 400,
    body: { accepted: 0, results: [{ index: 0, status: 'set-aside', reason }] },
  });
  const kept = await keptRecord((record) => record.reason === 'device-mismatch');
  expect(kept).toMatchObject({ detail: reason.detail, pointer: '/deviceId', partitionKey: 'monitor-11' });
  expect(Buffer.from(kept.data, 'base64').toString('utf8')).toBe(JSON.stringify(reading));
}, 60_000);

test('every raw record is in the archive, good or bad, by whichever way it came', async () => {
  const reading = { deviceId, time: Date.now() - 1000, measures: { 'heart-rate': 71 }, id: 'archived' };
  const sent = [JSON.stringify(reading), '{"deviceId":\n'];
  for (const text of sent) await put(text);
  await post([reading]);
  await drain(platform, () => {});

  const bucket = bucketName('lake');
  const archived: string[] = [];
  for (const { key } of await platform.s3.listObjects({ bucket, prefix: 'raw/' })) {
    const object = await platform.s3.getObject({ bucket, key });
    const lines = gunzipSync(object?.body ?? '')
      .toString()
      .split('\n')
      .filter(Boolean);
    archived.push(...lines.map((line) => (JSON.parse(line) as ArchivedRecord).text ?? ''));
  }
  expect(archived).toEqual(expect.arrayContaining([...sent, JSON.stringify({ tenant: 'ward-a', ...reading })]));
}, 60_000);

test('a request without a valid token is refused before any function runs', async () => {
  const response = await fetch(`${apiUrls(platform).query}/v1/queries`, {
    headers: { authorization: 'Bearer nonsense' },
  });
  expect(response.status).toBe(401);
});
