import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { defaultRetry } from '@millrace/shared/runtime/retry';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type DeviceRecord, devices } from '../devices/device-record.ts';
import type { DeviceState } from '../engine/device-state.ts';
import { normal } from '../engine/life/life.ts';
import { loadRecords } from './load-records.ts';
import { saveRecord } from './save-record.ts';

// It has no types of its own.
const require = createRequire(import.meta.url);
const dynalite: (options: object) => Server = require('dynalite');
const server = dynalite({ createTableMs: 0 });
const table = 'alert-states';

const clientOf = (requestHandler: object) => {
  const { port } = server.address() as AddressInfo;
  return new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler,
  });
};

let client: DynamoDBClient;
let save: ReturnType<typeof saveRecord<DeviceState>>;
let load: ReturnType<typeof loadRecords<DeviceState>>;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = clientOf(new NodeHttpHandler());
  save = saveRecord({ client, table }, devices);
  load = loadRecords({ client, table, retry: defaultRetry }, devices);
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
});

afterAll(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const emptyRecord = (id: string): DeviceRecord => ({ id, version: 0, state: devices.empty(id), outbox: [] });

const at = (record: DeviceRecord, seconds: number): DeviceRecord => ({
  ...record,
  // An id that every object inherits is an id like any other.
  state: { deviceId: record.id, rules: new Map([['constructor', { at: seconds, number: 0, life: normal }]]) },
});

test('a record comes back as it was saved; one that was never saved is empty', async () => {
  const record = at(emptyRecord('round-trip'), 1);
  expect(await save(record)).toEqual({ ...record, version: 1 });
  expect(await load(['unknown', 'round-trip'])).toEqual([emptyRecord('unknown'), { ...record, version: 1 }]);
});

test('whoever comes second with the same version is told so, and what is stored stays', async () => {
  const first = await save(at(emptyRecord('contested'), 1));
  expect(await save(at(emptyRecord('contested'), 2))).toBeUndefined();
  expect(await load(['contested'])).toEqual([first]);

  const second = first && (await save(at(first, 3)));
  expect(first && (await save(at(first, 4)))).toBeUndefined();
  expect(await load(['contested'])).toEqual([second]);
});

/** Sends on, but loses the answer of the first request, after which the SDK sends it again. */
const losingTheFirstAnswer = (meanwhile: () => Promise<unknown>) => {
  const real = new NodeHttpHandler();
  let requests = 0;
  return {
    async handle(...request: Parameters<NodeHttpHandler['handle']>) {
      const answer = await real.handle(...request);
      requests += 1;
      if (requests > 1) return answer;
      await meanwhile();
      throw Object.assign(new Error('the answer is lost'), { name: 'TimeoutError' });
    },
    requests: () => requests,
  };
};

test('a write that took effect before it timed out succeeds when it is sent again', async () => {
  const handler = losingTheFirstAnswer(async () => {});
  const retried = await saveRecord({ client: clientOf(handler), table }, devices)(at(emptyRecord('ambiguous'), 1));
  expect(handler.requests()).toBe(2);
  expect(retried?.version).toBe(1);
  expect(await load(['ambiguous'])).toEqual([retried]);
});

test('a write that took effect and was built upon before it is sent again does not undo what was built', async () => {
  let built: DeviceRecord | undefined;
  const handler = losingTheFirstAnswer(async () => {
    const [ours = emptyRecord('built-upon')] = await load(['built-upon']);
    built = await save(at(ours, 2));
  });
  expect(
    await saveRecord({ client: clientOf(handler), table }, devices)(at(emptyRecord('built-upon'), 1)),
  ).toBeUndefined();
  expect(built?.version).toBe(2);
  expect(await load(['built-upon'])).toEqual([built]);
});

test('any other refusal is thrown', async () => {
  await expect(saveRecord({ client, table: 'no-such-table' }, devices)(emptyRecord('a'))).rejects.toThrow('not found');
});
