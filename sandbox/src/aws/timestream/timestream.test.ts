import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueryCommand, TimestreamQueryClient } from '@aws-sdk/client-timestream-query';
import {
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeDatabaseCommand,
  DescribeEndpointsCommand,
  DescribeTableCommand,
  ListDatabasesCommand,
  ListTablesCommand,
  TimestreamWriteClient,
  WriteRecordsCommand,
} from '@aws-sdk/client-timestream-write';
import { virtualClock } from '../../clock.ts';
import { inProcess } from '../../wire/in-process.ts';
import { region } from '../account.ts';
import { createTimestream } from './timestream.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

/** A table with a memory store of a day, and both clients. The endpoint is given, or they would ask for one. */
const aTimestream = async (path?: string, start = now) => {
  const clock = virtualClock(start);
  const timestream = await createTimestream({ clock, ...(path && { path }) });
  await timestream.createDatabase({ DatabaseName: 'millrace-dev' });
  await timestream.createTable({
    DatabaseName: 'millrace-dev',
    TableName: 'readings',
    RetentionProperties: { MemoryStoreRetentionPeriodInHours: '24', MagneticStoreRetentionPeriodInDays: 30 },
  });
  const config = {
    region,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    endpoint: 'http://127.0.0.1',
    requestHandler: inProcess(timestream.service),
  };
  return {
    clock,
    timestream,
    write: new TimestreamWriteClient(config),
    query: new TimestreamQueryClient(config),
  };
};

const inDatabase = { DatabaseName: 'millrace-dev' };
const inTable = { ...inDatabase, TableName: 'readings' };
const record = (rate: number, version = 1) => ({
  Time: String(now),
  Version: version,
  MeasureName: 'vitals',
  MeasureValueType: 'MULTI' as const,
  Dimensions: [{ Name: 'device', Value: 'm-1' }],
  MeasureValues: [{ Name: 'rate', Type: 'DOUBLE' as const, Value: String(rate) }],
});

test('databases and tables are created, described and listed', async () => {
  const { write, timestream } = await aTimestream();
  await write.send(new CreateDatabaseCommand({ DatabaseName: 'another' }));
  const created = await write.send(
    new CreateTableCommand({
      DatabaseName: 'another',
      TableName: 'events',
      MagneticStoreWriteProperties: { EnableMagneticStoreWrites: true },
    }),
  );
  expect(created.Table).toMatchObject({
    Arn: 'arn:aws:timestream:eu-central-1:000000000000:database/another/table/events',
    TableStatus: 'ACTIVE',
    RetentionProperties: { MemoryStoreRetentionPeriodInHours: 6, MagneticStoreRetentionPeriodInDays: 73_000 },
    MagneticStoreWriteProperties: { EnableMagneticStoreWrites: true },
    CreationTime: new Date(now),
  });
  expect((await write.send(new DescribeTableCommand(inTable))).Table).toMatchObject({
    RetentionProperties: { MemoryStoreRetentionPeriodInHours: 24, MagneticStoreRetentionPeriodInDays: 30 },
    MagneticStoreWriteProperties: { EnableMagneticStoreWrites: false },
  });
  expect((await write.send(new DescribeDatabaseCommand(inDatabase))).Database).toMatchObject({ TableCount: 1 });
  const { Databases = [] } = await write.send(new ListDatabasesCommand({}));
  expect(Databases.map(({ DatabaseName }) => DatabaseName)).toEqual(['another', 'millrace-dev']);
  const { Tables = [] } = await write.send(new ListTablesCommand({ DatabaseName: 'another' }));
  expect(Tables.map(({ TableName }) => TableName)).toEqual(['events']);
  await timestream.close();
});

test('lists come in pages', async () => {
  const { write, timestream } = await aTimestream();
  for (let index = 10; index < 35; index++)
    await timestream.createTable({ ...inDatabase, TableName: `table-${index}` });
  const first = await write.send(new ListTablesCommand(inDatabase));
  const rest = await write.send(new ListTablesCommand({ ...inDatabase, NextToken: first.NextToken }));
  expect([first.Tables?.length, rest.Tables?.length, rest.NextToken]).toEqual([20, 6, undefined]);
  await timestream.close();
});

test('creating again is a conflict over the wire and a change of properties for the deployer', async () => {
  const { write, timestream } = await aTimestream();
  await expect(write.send(new CreateDatabaseCommand(inDatabase))).rejects.toMatchObject({ name: 'ConflictException' });
  await expect(write.send(new CreateTableCommand(inTable))).rejects.toMatchObject({ name: 'ConflictException' });
  await timestream.createDatabase(inDatabase);
  await timestream.createTable({ ...inTable, RetentionProperties: { MemoryStoreRetentionPeriodInHours: 48 } });
  expect((await write.send(new DescribeTableCommand(inTable))).Table?.RetentionProperties).toEqual({
    MemoryStoreRetentionPeriodInHours: 48,
    MagneticStoreRetentionPeriodInDays: 73_000,
  });
  await timestream.close();
});

test.each([
  [{ TableName: 'x' }, '3 to 256'],
  [{ TableName: 'a"b' }, '3 to 256'],
  [{ RetentionProperties: { MemoryStoreRetentionPeriodInHours: 0 } }, 'MemoryStoreRetentionPeriodInHours is 0'],
  [
    { RetentionProperties: { MagneticStoreRetentionPeriodInDays: 73_001 } },
    'MagneticStoreRetentionPeriodInDays is 73001',
  ],
])('a table with %j is refused', async (properties, message) => {
  const { timestream } = await aTimestream();
  await expect(timestream.createTable({ ...inDatabase, TableName: 'other', ...properties })).rejects.toThrow(message);
  await timestream.close();
});

test('what is not there and what is not emulated is named', async () => {
  const { write, timestream } = await aTimestream();
  await expect(write.send(new DescribeTableCommand({ ...inTable, TableName: 'nothing' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(write.send(new DeleteTableCommand(inTable))).rejects.toMatchObject({ name: 'NotImplemented' });
  expect(() => timestream.rowCount('millrace-dev', 'nothing')).toThrow('does not exist');
  await timestream.close();
});

test('endpoint discovery leads back here', async () => {
  const { write, timestream } = await aTimestream();
  const { Endpoints } = await write.send(new DescribeEndpointsCommand({}));
  expect(Endpoints).toEqual([{ Address: '127.0.0.1', CachePeriodInMinutes: 1440 }]);
  await timestream.close();
});

test('rows, columns and versions outlive the process', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'timestream-'));
  const path = join(folder, "it's.duckdb");
  const before = await aTimestream(path);
  await before.write.send(new WriteRecordsCommand({ ...inTable, Records: [record(72, 5)] }));
  await before.timestream.close();

  const after = await aTimestream(path);
  expect(after.timestream.rowCount('millrace-dev', 'readings')).toBe(1);
  await after.write.send(new WriteRecordsCommand({ ...inTable, Records: [record(72, 5)] }));
  await expect(
    after.write.send(new WriteRecordsCommand({ ...inTable, Records: [record(73, 4)] })),
  ).rejects.toMatchObject({ RejectedRecords: [{ ExistingVersion: 5 }] });
  await after.write.send(new WriteRecordsCommand({ ...inTable, Records: [record(74, 6)] }));
  expect(after.timestream.rowCount('millrace-dev', 'readings')).toBe(1);
  const { Rows } = await after.query.send(
    new QueryCommand({ QueryString: 'SELECT device, rate FROM "millrace-dev"."readings"' }),
  );
  expect(Rows).toEqual([{ Data: [{ ScalarValue: 'm-1' }, { ScalarValue: '74.0' }] }]);
  await after.timestream.close();
  await rm(folder, { recursive: true });
});

test('a second after they were written, rows survive a crash', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'timestream-'));
  const { clock, write, timestream } = await aTimestream(join(folder, 'running'));
  await write.send(new WriteRecordsCommand({ ...inTable, Records: [record(72)] }));
  await clock.advance(1000);
  // Waits for the flush that the clock started.
  await timestream.createDatabase(inDatabase);
  for (const file of await readdir(folder))
    await copyFile(join(folder, file), join(folder, file.replace('running', 'copy')));
  const copy = await aTimestream(join(folder, 'copy'));
  expect(copy.timestream.rowCount('millrace-dev', 'readings')).toBe(1);
  await copy.timestream.close();
  await timestream.close();
  await rm(folder, { recursive: true });
});

test('rows older than the retention go', async () => {
  const { clock, write, query, timestream } = await aTimestream();
  await write.send(new WriteRecordsCommand({ ...inTable, Records: [record(72)] }));
  const count = async () => {
    const { Rows } = await query.send(
      new QueryCommand({ QueryString: 'SELECT count(*) FROM "millrace-dev"."readings"' }),
    );
    return Rows?.[0]?.Data?.[0]?.ScalarValue;
  };
  await clock.advance(30 * 86_400_000);
  expect(await count()).toBe('1');
  await clock.advance(3_600_000);
  expect(await count()).toBe('0');
  expect(timestream.rowCount('millrace-dev', 'readings')).toBe(0);
  await timestream.close();
});
