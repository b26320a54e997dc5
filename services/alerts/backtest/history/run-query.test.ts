import type { AthenaClient } from '@aws-sdk/client-athena';
import { runQuery } from './run-query.ts';

const query = { sql: 'SELECT 1', literals: ["'a'"] };

/** Athena that shows these states in turn. */
const athenaShowing = (...states: { State: string; StateChangeReason?: string }[]) => {
  const asked: object[] = [];
  const client = {
    async send({ input }: { input: object }) {
      asked.push(input);
      if ('QueryString' in input) return { QueryExecutionId: 'q1' };
      const Status = states.length > 1 ? states.shift() : states[0];
      return { QueryExecution: { Status, ResultConfiguration: { OutputLocation: 's3://results/q1.csv' } } };
    },
  } as unknown as AthenaClient;
  const run = runQuery({
    ...{ client, workGroup: 'millrace-dev', database: 'millrace_dev', newToken: () => 'token' },
    pause: async () => {},
  });
  return { run: () => run(query), asked };
};

test('a query runs in its work group, with literals, until it has succeeded', async () => {
  const { run, asked } = athenaShowing({ State: 'QUEUED' }, { State: 'RUNNING' }, { State: 'SUCCEEDED' });
  expect(await run()).toBe('s3://results/q1.csv');
  expect(asked[0]).toEqual({
    ...{
      QueryString: 'SELECT 1',
      ExecutionParameters: ["'a'"],
      WorkGroup: 'millrace-dev',
      ClientRequestToken: 'token',
    },
    QueryExecutionContext: { Database: 'millrace_dev' },
  });
});

test('a failure that Athena mends itself is none, one that stays is', async () => {
  const failed = { State: 'FAILED', StateChangeReason: 'SYNTAX_ERROR' };
  expect(await athenaShowing(failed, failed, { State: 'QUEUED' }, failed, { State: 'SUCCEEDED' }).run()).toBe(
    's3://results/q1.csv',
  );
  await expect(athenaShowing(failed).run()).rejects.toThrow('Athena: SYNTAX_ERROR');
});

test('a query that would read too much says which limit to raise', async () => {
  const cancelled = { State: 'CANCELLED', StateChangeReason: 'Query cancelled! : Bytes scanned limit was exceeded' };
  await expect(athenaShowing(cancelled).run()).rejects.toThrow('bytesScannedCutoff');
});
