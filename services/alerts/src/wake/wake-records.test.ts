import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { Message } from '@millrace/shared/runtime/publish-batch';
import { defaultRetry } from '@millrace/shared/runtime/retry';
import { aDelivered } from '@millrace/shared/testing/a-delivered';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { createDynamoDb, type DynamoDb } from '../../../../sandbox/src/aws/dynamodb.ts';
import { inProcess } from '../../../../sandbox/src/wire/in-process.ts';
import { type DeviceRecord, devices } from '../devices/device-record.ts';
import { evaluateReadings } from '../evaluate/evaluate-readings.ts';
import { groups } from '../groups/group.ts';
import { joinGroups } from '../groups/join-groups.ts';
import { sendOutbox } from '../outbox/send-outbox.ts';
import { loadRecords } from '../records/load-records.ts';
import { saveRecord } from '../records/save-record.ts';
import { slots } from '../records/stored-as.ts';
import { rulesOf } from '../rules/current-rules.ts';
import { dueKeys } from './due-keys.ts';
import { wakeRecords } from './wake-records.ts';

let dynamoDb: DynamoDb;
beforeAll(() => {
  dynamoDb = createDynamoDb();
});
afterAll(() => dynamoDb.close());

let tables = 0;

/** Real tables and indexes; the clock and the topic are of the test. Seconds throughout. */
const world = async (...rules: AlertRule[]) => {
  const table = `states-${++tables}`;
  const keys = { id: 'S', slot: 'S', wakeAt: 'N' };
  await dynamoDb.createTable({
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: Object.entries(keys).map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'timers',
        KeySchema: [
          { AttributeName: 'slot', KeyType: 'HASH' },
          { AttributeName: 'wakeAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({
    region: 'eu-central-1',
    credentials,
    requestHandler: inProcess(dynamoDb.service),
  });
  const states = { client, table, retry: defaultRetry };
  const told: [number, string, number][] = [];
  let now = 0;
  let isDeaf = false;
  const sending = {
    publish: async <T extends Message>(messages: readonly T[]): Promise<T[]> => {
      if (isDeaf) return [...messages];
      for (const { body } of messages) {
        const { alertId, change, time }: AlertNotification = JSON.parse(body);
        told.push([now, `${alertId.split('~').slice(0, 2).join(' of ')} ${change}`, time / 1000]);
      }
      return [];
    },
    announce: async () => {},
    keep: async () => {},
  };
  let inForce = rulesOf({ version: 1, publishedAt: 0, rules });
  const ofGroups = {
    ...{ load: loadRecords(states, groups), save: saveRecord(states, groups) },
    send: sendOutbox({ ...sending, join: async () => [] }),
  };
  let broken: string | undefined;
  const saveDevice = saveRecord(states, devices);
  const ofDevices = {
    load: loadRecords(states, devices),
    async save(record: DeviceRecord) {
      if (record.id === broken) throw new Error(`no write of ${broken}`);
      return saveDevice(record);
    },
    send: sendOutbox({ ...sending, join: joinGroups({ ...ofGroups, now: () => now * 1000 }) }),
  };
  const currentRules = async () => inForce;
  const evaluate = evaluateReadings({ ...ofDevices, currentRules });
  const wake = wakeRecords({
    ...{ due: dueKeys({ client, table }), devices: ofDevices, groups: ofGroups, currentRules },
    ...{ now: () => now * 1000, underWay: 20_000 },
  });
  return {
    told,
    /** These rules are in force from now on. */
    publish: (...next: AlertRule[]) => {
      inForce = rulesOf({ version: 2, publishedAt: 0, rules: next });
    },
    /** The topic refuses everything from now on, or no longer. */
    deafen: (to: boolean) => {
      isDeaf = to;
    },
    /** The record of this device cannot be written from now on. */
    breakDown: (deviceId: string) => {
      broken = deviceId;
    },
    async read(time: number, value: number, given: Partial<EnrichedReading> = {}) {
      now = (given.receivedAt ?? time * 1000) / 1000;
      const deviceId = given.deviceId ?? 'monitor-01';
      const reading = anEnrichedReading({
        ...{ id: `${deviceId}:${time}`, time: time * 1000, receivedAt: time * 1000 },
        measures: { 'heart-rate': { value } },
        ...given,
      });
      return evaluate([aDelivered(reading)]);
    },
    async wakeAt(time: number) {
      now = time;
      await wake(slots);
    },
    async due(until: number) {
      const found: string[] = [];
      for (const slot of slots)
        for await (const page of dueKeys({ client, table })(slot, until * 1000)) found.push(...page);
      return found;
    },
  };
};

test('a duration that ends without a reading raises its alert, stamped with its end, once readings under way have had their time', async () => {
  const { read, wakeAt, told, due } = await world(anAlertRule({ for: 60 }));
  await read(100, 140);
  await wakeAt(179.999);
  expect(told).toEqual([]);
  await wakeAt(180);
  expect(told).toEqual([[180, 'tachycardia of monitor-01 raised', 160]]);
  expect(await due(3_779)).toEqual([]);
});

test('an alert whose rule is gone is over within the hour, though its device is silent', async () => {
  const { read, wakeAt, told, publish } = await world(anAlertRule());
  await read(100, 140);
  publish();
  await wakeAt(3_719);
  expect(told).toHaveLength(1);
  await wakeAt(3_720);
  expect(told.slice(1)).toEqual([[3_720, 'tachycardia of monitor-01 cleared', 3_700]]);
});

test('one silent signal among many is found, and only what is due is looked at', async () => {
  const rule = anAlertRule({ id: 'silent', when: { silence: { measure: 'heart-rate', after: 60 } } });
  const { read, wakeAt, told, due } = await world(rule);
  await read(100, 80);
  await read(100, 80, { deviceId: 'monitor-02' });
  await read(160, 80, { deviceId: 'monitor-02' });
  await read(160, 80, { measures: { 'oxygen-saturation': { value: 97 } } });
  expect((await due(166)).sort()).toEqual(['device/monitor-01', 'device/monitor-02']);
  await wakeAt(190);
  expect(told).toEqual([[190, 'silent of monitor-01 raised', 166]]);
  // The one that was looked at too early is looked at when its own time has come.
  expect(await due(225.999)).toEqual([]);
  expect(await due(226)).toEqual(['device/monitor-02']);
});

test('a device whose clock is behind is looked at by its own clock', async () => {
  const { read, wakeAt, told } = await world(anAlertRule({ for: 60 }));
  await read(100, 140, { receivedAt: 400_000 });
  await wakeAt(479);
  expect(told).toEqual([]);
  await wakeAt(480);
  expect(told).toEqual([[480, 'tachycardia of monitor-01 raised', 160]]);
});

test('an outbox that its writer could not send is sent though the device is silent', async () => {
  const { read, wakeAt, told, deafen } = await world(anAlertRule());
  deafen(true);
  expect((await read(100, 140)).failed).toHaveLength(1);
  await wakeAt(150);
  expect(told).toEqual([]);
  deafen(false);
  await wakeAt(149.999);
  await wakeAt(150);
  expect(told).toEqual([[150, 'tachycardia of monitor-01 raised', 100]]);
});

test('a group tells of what it held back when its window ends', async () => {
  const { read, wakeAt, told } = await world(anAlertRule({ group: { by: ['site'], window: 60 } }));
  await read(100, 140);
  await read(101, 140, { deviceId: 'monitor-02' });
  await wakeAt(180);
  expect(told).toEqual([
    [100, 'tachycardia of monitor-01 raised', 100],
    [180, 'tachycardia of monitor-02 raised', 101],
  ]);
});

test('creation waits while the gateway is down, clearing does not', async () => {
  const { read, wakeAt, told } = await world(
    anAlertRule({ id: 'gateway-offline', select: { deviceType: 'gateway' }, when: { silence: { after: 60 } } }),
    anAlertRule({
      ...{ id: 'offline', select: { deviceType: 'bedside-monitor' }, when: { silence: { after: 60 } } },
      suppress: { label: 'gateway', rule: 'gateway-offline', wait: 30 },
    }),
  );
  const gateway = { deviceId: 'gateway-1', deviceType: 'gateway' };
  const child = { labels: { gateway: 'gateway-1' } };
  await read(100, 0, gateway);
  await read(101, 80, child);
  await wakeAt(186);
  await wakeAt(300);
  expect(told).toEqual([[186, 'gateway-offline of gateway-1 raised', 166]]);
  await read(300, 0, gateway);
  await wakeAt(340);
  expect(told.slice(1)).toEqual([
    [300, 'gateway-offline of gateway-1 cleared', 300],
    [340, 'offline of monitor-01 raised', expect.any(Number)],
  ]);
});

test('one that cannot be seen to holds up no other, and is told of by failing', async () => {
  const { read, wakeAt, told, breakDown } = await world(anAlertRule({ for: 60 }));
  // These three are in one slot, and so are woken together.
  for (const deviceId of ['monitor-04', 'monitor-06', 'monitor-09']) await read(100, 140, { deviceId });
  breakDown('monitor-06');
  await expect(wakeAt(200)).rejects.toThrow('no write of monitor-06');
  expect(told.map(([, what]) => what).sort()).toEqual([
    'tachycardia of monitor-04 raised',
    'tachycardia of monitor-09 raised',
  ]);
});
