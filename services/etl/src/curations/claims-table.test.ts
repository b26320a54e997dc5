import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Claim } from './claim.ts';
import { claimsTable } from './claims-table.ts';

// dynalite has no types.
const require = createRequire(import.meta.url);
const dynalite: (options: object) => Server = require('dynalite');
const server = dynalite({ createTableMs: 0 });
let client: DynamoDBClient;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new DynamoDBClient({
    region: 'eu-central-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});
afterAll(() => {
  client.destroy();
  server.close();
});

let tables = 0;
const aTable = async () => {
  const table = `claims-${++tables}`;
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'partition', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'partition', KeyType: 'HASH' }],
    }),
  );
  return { table, ...claimsTable({ client, table }) };
};

const aClaim = (given: Partial<Claim> = {}): Omit<Claim, 'version'> => ({
  partition: '2026-11-23-14',
  state: 'claimed',
  token: 'token',
  fingerprint: '1-abc',
  since: 1_764_000_000_000,
  failures: 2,
  announced: true,
  ...given,
});

test('a claim is read as it was written', async () => {
  const { read, replace } = await aTable();
  expect(await read('2026-11-23-14')).toBeUndefined();
  const first = await replace(undefined, aClaim());
  expect(await read('2026-11-23-14')).toEqual({ ...aClaim(), version: 1 });
  const ended = aClaim({ state: 'failed', runId: 'run-1', ended: 'TIMEOUT', announced: false });
  await replace(first, ended);
  expect(await read('2026-11-23-14')).toEqual({ ...ended, version: 2 });
});

test('of several that claim the same partition one wins', async () => {
  const { replace } = await aTable();
  const claims = await Promise.all(['a', 'b', 'c'].map((token) => replace(undefined, aClaim({ token }))));
  expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
});

test('a claim that has changed since it was read is not replaced', async () => {
  const { read, replace } = await aTable();
  const first = await replace(undefined, aClaim());
  await replace(first, aClaim({ state: 'running', runId: 'run-1' }));
  expect(await replace(first, aClaim({ state: 'waiting' }))).toBeUndefined();
  expect(await read('2026-11-23-14')).toMatchObject({ state: 'running' });
});

test('open partitions are those whose run or announcement is not ended', async () => {
  const { openPartitions, replace } = await aTable();
  const open: Partial<Claim>[] = [
    { state: 'claimed' },
    { state: 'waiting' },
    { state: 'running' },
    { state: 'curated', announced: false },
    { state: 'failed', announced: false },
  ];
  const ended: Partial<Claim>[] = [{ state: 'curated' }, { state: 'failed' }];
  await Promise.all(
    [...open, ...ended].map((given, index) => replace(undefined, aClaim({ ...given, partition: `${index}` }))),
  );
  expect((await openPartitions()).sort()).toEqual(['0', '1', '2', '3', '4']);
});

test('a claim expires 90 days after it came into its state', async () => {
  const { table, replace } = await aTable();
  await replace(undefined, aClaim());
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: { partition: { S: '2026-11-23-14' } } }),
  );
  expect(Item?.expiresAt).toEqual({ N: String(1_764_000_000 + 90 * 86_400) });
});
