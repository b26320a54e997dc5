import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  BatchGetPartitionCommand,
  BatchUpdatePartitionCommand,
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  DeletePartitionCommand,
  DeleteTableCommand,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetPartitionCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GetTablesCommand,
  UpdatePartitionCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-glue';
import { glueForTest } from './glue-for-test.ts';
import { aParquetTable } from './table-for-test.ts';

const DatabaseName = 'millrace';
const of = { DatabaseName, TableName: 'readings' };
const missing = { name: 'EntityNotFoundException' };
const taken = { name: 'AlreadyExistsException' };

const catalogForTest = async () => {
  const { client, clock, glue } = glueForTest();
  await client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } }));
  const TableInput = aParquetTable({ keys: 'site:string, day:date, hour:int' });
  await client.send(new CreateTableCommand({ DatabaseName, TableInput }));
  const create = (...lists: string[][]) =>
    client.send(new BatchCreatePartitionCommand({ ...of, PartitionInputList: lists.map((Values) => ({ Values })) }));
  return {
    ...{ client, clock, create, glue },
    async values(Expression?: string) {
      const { Partitions } = await client.send(new GetPartitionsCommand({ ...of, Expression }));
      return Partitions?.map(({ Values }) => Values?.join(' '));
    },
  };
};

test('databases are created once, and found whatever the case', async () => {
  const { client } = await catalogForTest();
  await expect(client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'MILLRACE' } }))).rejects.toMatchObject(
    taken,
  );
  expect((await client.send(new GetDatabaseCommand({ Name: 'Millrace' }))).Database).toMatchObject({
    Name: 'millrace',
  });
  await expect(client.send(new GetDatabaseCommand({ Name: 'other' }))).rejects.toMatchObject(missing);
  expect((await client.send(new GetDatabasesCommand())).DatabaseList).toHaveLength(1);
});

test('a table is as declared; an update makes a new version and keeps the partitions', async () => {
  const { client, clock, create, values } = await catalogForTest();
  await create(['b', '2026-01-01', '5']);
  const input = aParquetTable({ keys: 'site:string, day:date, hour:int', parameters: { owner: 'etl' } });
  await expect(client.send(new CreateTableCommand({ DatabaseName, TableInput: input }))).rejects.toMatchObject(taken);
  const created = new Date(clock.now());
  await clock.advance(1_000);
  await client.send(new UpdateTableCommand({ DatabaseName, TableInput: input }));
  const { Table } = await client.send(new GetTableCommand({ DatabaseName, Name: 'READINGS' }));
  expect(Table).toMatchObject({
    ...{ Name: 'readings', DatabaseName, VersionId: '1', CreateTime: created, Parameters: { owner: 'etl' } },
    StorageDescriptor: { Columns: [{ Name: 'device_id', Type: 'string' }, { Name: 'value' }] },
  });
  expect(await values()).toEqual(['b 2026-01-01 5']);
});

test('tables are listed by pattern and page, and deleted', async () => {
  const { client } = await catalogForTest();
  for (const name of ['landing_a', 'landing_b'])
    await client.send(new CreateTableCommand({ DatabaseName, TableInput: aParquetTable({ name }) }));
  const list = (request: { Expression?: string; MaxResults?: number; NextToken?: string | undefined }) =>
    client.send(new GetTablesCommand({ DatabaseName, ...request }));
  const names = async (request: Parameters<typeof list>[0]) => (await list(request)).TableList?.map(({ Name }) => Name);
  expect(await names({ Expression: 'landing_.*' })).toEqual(['landing_a', 'landing_b']);
  const { NextToken } = await list({ MaxResults: 2 });
  expect(await names({ NextToken })).toEqual(['landing_b']);
  await expect(list({ NextToken: 'x' })).rejects.toMatchObject({ name: 'InvalidInputException' });
  await client.send(new DeleteTableCommand({ DatabaseName, Name: 'landing_a' }));
  expect(await names({})).toEqual(['readings', 'landing_b']);
  await expect(client.send(new DeleteTableCommand({ DatabaseName, Name: 'landing_a' }))).rejects.toMatchObject(missing);
});

test('what a template declares is created or replaced', async () => {
  const { client, glue, create, values } = await catalogForTest();
  await create(['b', '2026-01-01', '5']);
  glue.createDatabase({ DatabaseInput: { Name: DatabaseName, Description: 'again' } });
  glue.createTable({ DatabaseName, TableInput: aParquetTable({ keys: 'site:string, day:date, hour:int' }) });
  expect((await client.send(new GetDatabaseCommand({ Name: DatabaseName }))).Database?.Description).toBe('again');
  expect(await values()).toEqual(['b 2026-01-01 5']);
});

test('partitions are created, found, changed and deleted', async () => {
  const { client, values } = await catalogForTest();
  const at = { ...of, PartitionValues: ['b', '2026-01-01', '5'] };
  const Values = at.PartitionValues;
  const create = () => client.send(new CreatePartitionCommand({ ...of, PartitionInput: { Values } }));
  await create();
  await expect(create()).rejects.toMatchObject(taken);
  const Parameters = { rows: '3' };
  const update = { PartitionValueList: Values, PartitionInput: { Values, Parameters } };
  await client.send(new UpdatePartitionCommand({ ...of, ...update }));
  const { Partition } = await client.send(new GetPartitionCommand(at));
  expect(Partition).toMatchObject({ Values, Parameters, ...of });
  const moved = { PartitionValueList: Values, PartitionInput: { Values: ['c', '2026-01-01', '5'] } };
  await client.send(new UpdatePartitionCommand({ ...of, ...moved }));
  expect(await values()).toEqual(['c 2026-01-01 5']);
  await expect(client.send(new GetPartitionCommand(at))).rejects.toMatchObject(missing);
  await expect(client.send(new DeletePartitionCommand(at))).rejects.toMatchObject(missing);
  const wrong = client.send(new CreatePartitionCommand({ ...of, PartitionInput: { Values: ['b'] } }));
  await expect(wrong).rejects.toMatchObject({ name: 'InvalidInputException' });
});

test('of a batch the good entries are done and the bad ones named', async () => {
  const { client, create, values } = await catalogForTest();
  const [a, b, c] = ['a', 'b', 'c'].map((site) => [site, '2026-01-01', '5']) as [string[], string[], string[]];
  await create(a);
  expect((await create(a, b)).Errors).toEqual([
    {
      PartitionValues: a,
      ErrorDetail: { ErrorCode: 'AlreadyExistsException', ErrorMessage: 'Partition already exists.' },
    },
  ]);
  const Entries = [c, b].map((Values) => ({ PartitionValueList: Values, PartitionInput: { Values } }));
  const updated = await client.send(new BatchUpdatePartitionCommand({ ...of, Entries }));
  expect(updated.Errors).toMatchObject([{ PartitionValueList: c, ErrorDetail: { ErrorCode: missing.name } }]);
  const keys = [a, c].map((Values) => ({ Values }));
  const got = await client.send(new BatchGetPartitionCommand({ ...of, PartitionsToGet: keys }));
  expect(got.Partitions?.map(({ Values }) => Values)).toEqual([a]);
  const deleted = await client.send(new BatchDeletePartitionCommand({ ...of, PartitionsToDelete: keys }));
  expect(deleted.Errors).toMatchObject([{ PartitionValues: c, ErrorDetail: { ErrorCode: missing.name } }]);
  expect(await values()).toEqual(['b 2026-01-01 5']);
});

test('a batch creates a hundred partitions at most', async () => {
  const { create } = await catalogForTest();
  const lists = Array.from({ length: 101 }, (_, hour) => ['b', '2026-01-01', `${hour}`]);
  await expect(create(...lists)).rejects.toMatchObject({ name: 'ValidationException' });
  expect((await create(...lists.slice(1))).Errors).toEqual([]);
});

test('an expression selects partitions by the types of their keys', async () => {
  const { create, values } = await catalogForTest();
  await create(['b', '2026-01-09', '5'], ['b', '2026-01-10', '10'], ["it's", '2026-01-10', '9']);
  expect(await values("day > '2026-01-09' AND hour > 9")).toEqual(['b 2026-01-10 10']);
  expect(await values("site = 'it''s'")).toEqual(["it's 2026-01-10 9"]);
  expect(await values("day BETWEEN '2026-01-01' AND '2026-01-09' OR hour IN (9)")).toHaveLength(2);
  expect(await values('')).toHaveLength(3);
  for (const expression of ['nobody = 1', 'hour >', "(SELECT content FROM read_text('/etc/passwd')) = ''"])
    await expect(values(expression)).rejects.toMatchObject({ name: 'InvalidInputException' });
});

test('partitions come in pages', async () => {
  const { client, create } = await catalogForTest();
  await create(...Array.from({ length: 5 }, (_, hour) => ['b', '2026-01-01', `${hour}`]));
  const sizes: unknown[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetPartitionsCommand({ ...of, MaxResults: 2, NextToken }));
    sizes.push(page.Partitions?.length);
    NextToken = page.NextToken;
  } while (NextToken);
  expect(sizes).toEqual([2, 2, 1]);
});

test('the catalog outlives a restart', async () => {
  const { catalog, glue } = glueForTest();
  glue.createDatabase({ DatabaseInput: { Name: DatabaseName } });
  glue.createTable({ DatabaseName, TableInput: aParquetTable() });
  catalog.putPartition(DatabaseName, 'readings', { Values: ['2026-01-01'] });
  const again = glueForTest();
  again.glue.restore(structuredClone(glue.save()));
  expect(again.catalog.partitions(DatabaseName, 'readings')).toEqual(catalog.partitions(DatabaseName, 'readings'));
});
