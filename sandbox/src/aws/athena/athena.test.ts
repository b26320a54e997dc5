import {
  BatchGetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  ListDataCatalogsCommand,
  ListQueryExecutionsCommand,
  ListWorkGroupsCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { aParquetTable } from '../glue/table-for-test.ts';
import { createAthena } from './athena.ts';
import { athenaForTest } from './athena-for-test.ts';

let sandbox: ReturnType<typeof athenaForTest>;
beforeEach(() => {
  sandbox = athenaForTest();
});
afterEach(() => sandbox.remove());

/** Makes queries of the table `readings` wait in RUNNING until the gate is opened. */
const gated = () => {
  const { createTable, s3, store } = sandbox;
  createTable(aParquetTable());
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  store.listObjects = async (under) => {
    await gate;
    return s3.listObjects(under);
  };
  return { open: () => open() };
};

const stateOf = async (id: string) => (await sandbox.execution(id))?.Status?.State;

test('a query is queued, runs and succeeds, and tells when', async () => {
  const { clock, execution, settle, start } = sandbox;
  const { open } = gated();
  const begun = clock.now();
  const id = await start('SELECT count(*) FROM readings');
  expect(await stateOf(id)).toBe('QUEUED');
  await clock.advance(99);
  expect(await stateOf(id)).toBe('QUEUED');
  await clock.advance(1);
  expect(await stateOf(id)).toBe('RUNNING');
  await clock.advance(900);
  open();
  await settle();
  expect(await execution(id)).toMatchObject({
    QueryExecutionId: id,
    Query: 'SELECT count(*) FROM readings',
    StatementType: 'DML',
    WorkGroup: 'primary',
    ResultConfiguration: { OutputLocation: `s3://lake/results/${id}.csv` },
    QueryExecutionContext: { Database: 'millrace' },
    Status: { State: 'SUCCEEDED', SubmissionDateTime: new Date(begun), CompletionDateTime: new Date(begun + 1100) },
    Statistics: { QueryQueueTimeInMillis: 100, EngineExecutionTimeInMillis: 1000, TotalExecutionTimeInMillis: 1100 },
  });
});

test('a failed query says why, and has no results', async () => {
  const { client, query } = sandbox;
  const { id, state, reason, error } = await query('SELECT * FROM nowhere');
  expect({ state, reason, error }).toEqual({
    state: 'FAILED',
    reason: "TABLE_NOT_FOUND: Table 'awsdatacatalog.millrace.nowhere' does not exist",
    error: { ErrorCategory: 2, ErrorType: 1000, Retryable: false, ErrorMessage: reason },
  });
  await expect(client.send(new GetQueryResultsCommand({ QueryExecutionId: id }))).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: 'Query did not finish successfully. Final query state: FAILED',
  });
});

test('results are asked for in vain while a query runs', async () => {
  const { client, start } = sandbox;
  const results = client.send(new GetQueryResultsCommand({ QueryExecutionId: await start('SELECT 1') }));
  await expect(results).rejects.toMatchObject({ message: 'Query has not yet finished. Current state: QUEUED' });
});

test.each([50, 100])('a query that is stopped after %i ms is cancelled for good', async (time) => {
  const { client, clock, s3, settle, start } = sandbox;
  const { open } = gated();
  const id = await start('SELECT count(*) FROM readings');
  await clock.advance(time);
  await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
  expect(await stateOf(id)).toBe('CANCELLED');
  open();
  await settle();
  expect(await stateOf(id)).toBe('CANCELLED');
  expect(await s3.listObjects({ bucket: 'lake', prefix: 'results/' })).toEqual([]);
});

test('results come in pages, of which the first begins with the names', async () => {
  const { client, query } = sandbox;
  const { id } = await query('SELECT i, nullif(i, 1) AS j FROM UNNEST(array[0, 1, 2]) AS t(i) ORDER BY i');
  const pages: unknown[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: 2, NextToken }));
    pages.push(page.ResultSet?.Rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue)));
    NextToken = page.NextToken;
  } while (NextToken);
  expect(pages).toEqual([
    [
      ['i', 'j'],
      ['0', '0'],
    ],
    [
      ['1', undefined],
      ['2', '2'],
    ],
  ]);
  const tooMany = client.send(new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: 1001 }));
  await expect(tooMany).rejects.toMatchObject({ name: 'InvalidRequestException' });
});

test('a result is a file in S3, and the columns have types', async () => {
  const { client, query, s3 } = sandbox;
  const { id } = await query('SELECT 1.50 AS price, \'a "b"\' AS name, CAST(NULL AS date) AS day');
  const object = await s3.getObject({ bucket: 'lake', key: `results/${id}.csv` });
  expect(object?.body.toString()).toBe('"price","name","day"\n"1.50","a ""b""",\n');
  const { ResultSet } = await client.send(new GetQueryResultsCommand({ QueryExecutionId: id }));
  expect(ResultSet?.ResultSetMetadata?.ColumnInfo).toMatchObject([
    { Name: 'price', Label: 'price', Type: 'decimal', Precision: 3, Scale: 2, Nullable: 'UNKNOWN' },
    { Name: 'name', Type: 'varchar', CaseSensitive: true },
    { Name: 'day', Type: 'date' },
  ]);
});

test('a result that cannot be written fails the query', async () => {
  const ResultConfiguration = { OutputLocation: 's3://nowhere/' };
  expect(await sandbox.query('SELECT 1', { ResultConfiguration })).toMatchObject({
    state: 'FAILED',
    error: { ErrorCategory: 1, ErrorType: 401, Retryable: true },
  });
});

test('a repeated token is the same query, with another text it is refused', async () => {
  const { settle, start } = sandbox;
  const ClientRequestToken = 'a'.repeat(32);
  const id = await start('SELECT 1', { ClientRequestToken });
  await settle();
  expect(await start('SELECT 1', { ClientRequestToken })).toBe(id);
  const other = start('SELECT 2', { ClientRequestToken });
  await expect(other).rejects.toMatchObject({ name: 'InvalidRequestException' });
  const parameters = start('SELECT 1', { ClientRequestToken, ExecutionParameters: ['1'] });
  await expect(parameters).rejects.toMatchObject({ name: 'InvalidRequestException' });
  expect(await start('SELECT 1', { ClientRequestToken: 'b'.repeat(32) })).not.toBe(id);
});

test.each<[string, string, Parameters<typeof sandbox.start>[1]]>([
  ['no text', '', {}],
  ['a text beyond 262,144 bytes', `SELECT '${'ä'.repeat(131_072)}'`, {}],
  ['no output location', 'SELECT 1', { ResultConfiguration: {} }],
  ['an unknown work group', 'SELECT 1', { WorkGroup: 'nobody' }],
  ['another catalog', 'SELECT 1', { QueryExecutionContext: { Catalog: 'mysql' } }],
  ['a token that is too short', 'SELECT 1', { ClientRequestToken: 'short' }],
])('%s is refused', async (_, sql, request) => {
  await expect(sandbox.start(sql, request)).rejects.toMatchObject({ name: 'InvalidRequestException' });
});

test('a text of 262,144 bytes is taken', async () => {
  const text = 'SELECT 1 AS n --';
  expect(await sandbox.query(text.padEnd(262_144, 'x'))).toMatchObject({ state: 'SUCCEEDED' });
});

test('a work group has twenty queries waiting at most, and four run at a time', async () => {
  const { client, clock, settle, start } = sandbox;
  sandbox.athena.createWorkGroup({ Name: 'other' });
  const { open } = gated();
  const sql = 'SELECT count(*) FROM readings';
  const ids: string[] = [];
  for (let n = 0; n < 20; n++) ids.push(await start(sql));
  const refused = { name: 'TooManyRequestsException', Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED' };
  await expect(start(sql)).rejects.toMatchObject(refused);
  await start(sql, { WorkGroup: 'other' });
  await clock.advance(100);
  expect(await Promise.all(ids.map(stateOf))).toEqual([...Array(4).fill('RUNNING'), ...Array(16).fill('QUEUED')]);
  for (const id of ids.slice(5)) await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
  open();
  await settle();
  expect(await Promise.all(ids.slice(0, 6).map(stateOf))).toEqual([...Array(5).fill('SUCCEEDED'), 'CANCELLED']);
  await start(sql);
});

test('a work group may decide where results go', async () => {
  const { athena, client, query } = sandbox;
  const ResultConfiguration = { OutputLocation: 's3://lake/of-group' };
  athena.createWorkGroup({ Name: 'strict', WorkGroupConfiguration: { ResultConfiguration } });
  const lax = { ResultConfiguration, EnforceWorkGroupConfiguration: false };
  athena.createWorkGroup({ Name: 'lax', WorkGroupConfiguration: lax });
  expect((await query('SELECT 1', { WorkGroup: 'strict' })).location).toMatch(/^s3:\/\/lake\/of-group\/[^/]+\.csv$/);
  expect((await query('SELECT 1', { WorkGroup: 'lax' })).location).toMatch(/^s3:\/\/lake\/results\//);
  expect((await query('SELECT 1', { WorkGroup: 'lax', ResultConfiguration: {} })).location).toMatch(/of-group/);
  const { WorkGroup } = await client.send(new GetWorkGroupCommand({ WorkGroup: 'strict' }));
  expect(WorkGroup).toMatchObject({ Name: 'strict', State: 'ENABLED', Configuration: { ResultConfiguration } });
  const { WorkGroups } = await client.send(new ListWorkGroupsCommand());
  expect(WorkGroups?.map(({ Name }) => Name)).toEqual(['primary', 'strict', 'lax']);
});

test('queries of a work group are listed, newest first, and described together', async () => {
  const { client, start } = sandbox;
  const ids = [await start('SELECT 1'), await start('SELECT 2')];
  const { QueryExecutionIds } = await client.send(new ListQueryExecutionsCommand({ WorkGroup: 'primary' }));
  expect(QueryExecutionIds).toEqual(ids.toReversed());
  const batch = await client.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: [...ids, 'nobody'] }));
  expect(batch.QueryExecutions?.map(({ Query }) => Query)).toEqual(['SELECT 1', 'SELECT 2']);
  expect(batch.UnprocessedQueryExecutionIds).toMatchObject([{ QueryExecutionId: 'nobody' }]);
});

test('SHOW and DESCRIBE are answered from the catalog', async () => {
  const { catalog, createTable, query } = sandbox;
  createTable(aParquetTable());
  catalog.putPartition('millrace', 'readings', { Values: ['2026-01-01'] });
  const lines = async (sql: string) => (await query(sql)).rows.map(([line]) => line);
  expect(await lines('SHOW DATABASES')).toEqual(['millrace']);
  expect(await lines('show tables in millrace;')).toEqual(['readings']);
  expect(await lines('SHOW COLUMNS FROM readings')).toEqual(['device_id', 'value', 'day']);
  expect(await lines('SHOW PARTITIONS millrace.readings')).toEqual(['day=2026-01-01']);
  expect((await lines('DESCRIBE `readings`')).map((line) => line?.split(/\s+/))).toEqual([
    ['device_id', 'string', ''],
    ['value', 'double', ''],
    ['day', 'date', ''],
    [''],
    ['#', 'Partition', 'Information'],
    ['#', 'col_name', 'data_type', 'comment', ''],
    [''],
    ['day', 'date', ''],
  ]);
  expect((await query('SHOW TABLES')).location).toMatch(/\.txt$/);
  expect(await query('DESCRIBE nowhere')).toMatchObject({ state: 'FAILED', reason: expect.stringMatching(/nowhere/) });
  expect(await query("SHOW TABLES 'r*'")).toMatchObject({
    state: 'FAILED',
    reason: expect.stringMatching(/NOT_SUPPORTED/),
  });
});

test('what a table is can be asked', async () => {
  sandbox.createTable(aParquetTable());
  const of = { CatalogName: 'AwsDataCatalog', DatabaseName: 'millrace' };
  const { TableMetadata } = await sandbox.client.send(new GetTableMetadataCommand({ ...of, TableName: 'readings' }));
  expect(TableMetadata).toMatchObject({ Name: 'readings', PartitionKeys: [{ Name: 'day', Type: 'date' }] });
  const missing = sandbox.client.send(new GetTableMetadataCommand({ ...of, TableName: 'nowhere' }));
  await expect(missing).rejects.toMatchObject({ name: 'MetadataException' });
});

test('results outlive a restart, what was under way has failed', async () => {
  const { athena, catalog, clock, client, execution, query, s3, start } = sandbox;
  const { id: done } = await query('SELECT 1');
  const waiting = await start('SELECT 1');
  const state = structuredClone(athena.save());
  const again = createAthena({ clock, s3, catalog });
  again.restore(state);
  expect(again.idle()).toBe(true);
  athena.restore(state);
  expect(await execution(waiting)).toMatchObject({ Status: { State: 'FAILED' } });
  const { ResultSet } = await client.send(new GetQueryResultsCommand({ QueryExecutionId: done }));
  expect(ResultSet?.Rows).toHaveLength(2);
});

test('an operation that the sandbox does not have says so', async () => {
  const listed = sandbox.client.send(new ListDataCatalogsCommand());
  await expect(listed).rejects.toMatchObject({ name: 'NotImplemented' });
});
