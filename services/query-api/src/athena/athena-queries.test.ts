import { Readable } from 'node:stream';
import { AthenaClient } from '@aws-sdk/client-athena';
import { athenaQueries } from './athena-queries.ts';

/** Queries of an Athena that gives the answers in turn; `calls` are what it was asked. */
const queriesOf = (...answers: { status?: number; body: object }[]) => {
  const calls: Record<string, unknown>[] = [];
  const client = new AthenaClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 2,
    requestHandler: {
      handle: async ({ body: asked }: { body: Uint8Array }) => {
        calls.push(JSON.parse(new TextDecoder().decode(asked)));
        const { status = 200, body } = answers[Math.min(calls.length, answers.length) - 1] ?? { body: {} };
        const headers = { 'content-type': 'application/x-amz-json-1.1' };
        return { response: { statusCode: status, headers, body: Readable.from([Buffer.from(JSON.stringify(body))]) } };
      },
    },
  });
  let tokens = 0;
  const newToken = () => `${++tokens}`.padStart(36, '0');
  return { calls, queries: athenaQueries({ client, workGroup: 'millrace-test', database: 'millrace_test', newToken }) };
};

const throttled = { status: 400, body: { __type: 'TooManyRequestsException', Message: 'slow down' } };
const unknown = { status: 400, body: { __type: 'InvalidRequestException', Message: 'no such query' } };

const resultSet = (...rows: (string | null)[][]) => ({
  ResultSet: {
    Rows: rows.map((values) => ({
      Data: values.map((VarCharValue) => (VarCharValue === null ? {} : { VarCharValue })),
    })),
    ResultSetMetadata: {
      ColumnInfo: [
        { Name: 'measure', Type: 'varchar' },
        { Name: 'unit', Type: 'varchar' },
      ],
    },
  },
});

test('a query is started in the work group, with its literals', async () => {
  const { calls, queries } = queriesOf({ body: { QueryExecutionId: 'query-1' } });
  expect(await queries.start('SELECT ?', ["'ward-a'"])).toBe('query-1');
  expect(calls).toEqual([
    {
      QueryString: 'SELECT ?',
      ExecutionParameters: ["'ward-a'"],
      WorkGroup: 'millrace-test',
      QueryExecutionContext: { Database: 'millrace_test' },
      ClientRequestToken: '000000000000000000000000000000000001',
    },
  ]);
});

test('a start that the SDK repeats carries the same token, so that there is one query', async () => {
  const { calls, queries } = queriesOf({ status: 500, body: {} }, { body: { QueryExecutionId: 'query-1' } });
  await queries.start('SELECT 1', []);
  expect(calls).toHaveLength(2);
  expect(calls[0]).toEqual(calls[1]);
});

test('Athena that is asked too much is the problem 429 with a time to wait', async () => {
  const { queries } = queriesOf(throttled);
  const busy = expect.objectContaining({ status: 429, headers: { 'retry-after': '2' } });
  await expect(queries.start('SELECT 1', [])).rejects.toEqual(busy);
  await expect(queries.look('query-1')).rejects.toEqual(busy);
  await expect(queries.rows('query-1', 10)).rejects.toEqual(busy);
  await expect(queries.stop('query-1')).rejects.toEqual(busy);
});

test('a query is looked at with its text, its parameters and what went wrong', async () => {
  const { queries } = queriesOf({
    body: {
      QueryExecution: {
        Query: 'SELECT ?',
        ExecutionParameters: ["'ward-a'"],
        WorkGroup: 'millrace-test',
        Status: { State: 'FAILED', StateChangeReason: 'why', AthenaError: { ErrorCategory: 1, Retryable: true } },
      },
    },
  });
  expect(await queries.look('query-1')).toEqual({
    state: 'FAILED',
    sql: 'SELECT ?',
    literals: ["'ward-a'"],
    workGroup: 'millrace-test',
    reason: 'why',
    category: 1,
    retryable: true,
  });
});

test('a query or a result that Athena does not know is undefined', async () => {
  const { queries } = queriesOf(unknown);
  expect(await queries.look('query-1')).toBeUndefined();
  expect(await queries.rows('query-1', 10, 'token')).toBeUndefined();
});

test('the row of names is not a row of the first page, and null is null', async () => {
  const { calls, queries } = queriesOf({
    body: { ...resultSet(['measure', 'unit'], ['spo2', '%'], ['state', null]), NextToken: 'next' },
  });
  expect(await queries.rows('query-1', 2)).toEqual({
    rows: [
      { measure: 'spo2', unit: '%' },
      { measure: 'state', unit: null },
    ],
    next: 'next',
  });
  expect(calls).toEqual([{ QueryExecutionId: 'query-1', MaxResults: 3 }]);
});

test('a next page has no row of names', async () => {
  const { calls, queries } = queriesOf({ body: resultSet(['measure', 'unit']) });
  expect(await queries.rows('query-1', 2, 'token')).toEqual({ rows: [{ measure: 'measure', unit: 'unit' }] });
  expect(calls).toEqual([{ QueryExecutionId: 'query-1', MaxResults: 2, NextToken: 'token' }]);
});

test('no page asks for more than the 1,000 rows that Athena gives', async () => {
  const { calls, queries } = queriesOf({ body: resultSet() });
  await queries.rows('query-1', 1000);
  await queries.rows('query-1', 1000, 'token');
  expect(calls.map(({ MaxResults }) => MaxResults)).toEqual([1000, 1000]);
});
