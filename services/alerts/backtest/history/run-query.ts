import {
  type AthenaClient,
  GetQueryExecutionCommand,
  type QueryExecutionStatus,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { LakeQuery } from './readings-query.ts';

type Ports = {
  client: AthenaClient;
  workGroup: string;
  database: string;
  newToken: () => string;
  pause: (milliseconds: number) => Promise<unknown>;
};

/** Athena retries by itself: one that FAILED may be QUEUED again. It counts when it is seen this many times in a row. */
const failuresSeen = 3;

/** Runs a query to its end, however long it takes, and answers the `s3://` address of its result. */
export const runQuery =
  ({ client, workGroup, database, newToken, pause }: Ports) =>
  async ({ sql, literals }: LakeQuery): Promise<string> => {
    const { QueryExecutionId } = await client.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        ExecutionParameters: literals,
        WorkGroup: workGroup,
        QueryExecutionContext: { Database: database },
        ClientRequestToken: newToken(),
      }),
    );
    for (let look = 0, failures = 0; ; look++) {
      await pause(Math.min(2000, 100 * 2 ** look));
      const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
      const { State, ...status } = QueryExecution?.Status ?? {};
      if (State === 'SUCCEEDED') return QueryExecution?.ResultConfiguration?.OutputLocation ?? '';
      failures = State === 'FAILED' ? failures + 1 : 0;
      if (State === 'CANCELLED' || failures === failuresSeen) throw new Error(describe(status));
    }
  };

const describe = ({ StateChangeReason = 'no reason given' }: QueryExecutionStatus): string =>
  /bytes scanned/i.test(StateChangeReason)
    ? 'A day of the lake is more than the work group of Athena may read in one query: raise bytesScannedCutoff of services/query-api.'
    : `Athena: ${StateChangeReason}`;
