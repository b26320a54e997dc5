import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  InvalidRequestException,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-athena';
import { Problem } from '@millrace/shared/runtime/http';

/** One row by column name; everything is text, as Athena gives it. */
export type Row = Record<string, string | null>;

/** What Athena says of a query. `category` is 1 for a fault of the system, 2 of the query, 3 of something else. */
export type Execution = {
  state: string;
  sql: string;
  literals: string[];
  workGroup: string;
  reason?: string;
  category?: number;
  retryable?: boolean;
};

export type AthenaQueries = ReturnType<typeof athenaQueries>;

type Ports = { client: AthenaClient; workGroup: string; database: string; newToken: () => string };

/**
 * Queries of one work group. Each call throws the `Problem` 429 when Athena is asked too much, after the SDK's own retries.
 * What Athena does not know any more is undefined.
 */
export const athenaQueries = ({ client, workGroup, database, newToken }: Ports) => ({
  workGroup,

  /** Starts a query and answers its id. The SDK may repeat the call: its token keeps that from starting a second query. */
  async start(sql: string, literals: string[]): Promise<string> {
    const command = new StartQueryExecutionCommand({
      QueryString: sql,
      ExecutionParameters: literals,
      WorkGroup: workGroup,
      QueryExecutionContext: { Database: database },
      ClientRequestToken: newToken(),
    });
    const { QueryExecutionId = '' } = await orBusy(client.send(command));
    return QueryExecutionId;
  },

  async look(id: string): Promise<Execution | undefined> {
    const answer = await orUnknown(orBusy(client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))));
    const { Query = '', ExecutionParameters = [], WorkGroup = '', Status = {} } = answer?.QueryExecution ?? {};
    const { ErrorCategory, Retryable } = Status.AthenaError ?? {};
    return (
      answer && {
        state: Status.State ?? 'QUEUED',
        sql: Query,
        literals: ExecutionParameters,
        workGroup: WorkGroup,
        ...(Status.StateChangeReason === undefined ? {} : { reason: Status.StateChangeReason }),
        ...(ErrorCategory === undefined ? {} : { category: ErrorCategory }),
        ...(Retryable === undefined ? {} : { retryable: Retryable }),
      }
    );
  },

  /** At most `limit` rows from `token` on, or from the start; and the token of the next rows. */
  async rows(id: string, limit: number, token?: string): Promise<{ rows: Row[]; next?: string } | undefined> {
    // The first page begins with a row of column names, which counts; no page may have more than 1,000.
    const MaxResults = token === undefined ? Math.min(limit + 1, 1000) : limit;
    const command = new GetQueryResultsCommand({
      QueryExecutionId: id,
      MaxResults,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    const answer = await orUnknown(orBusy(client.send(command)));
    const { Rows = [], ResultSetMetadata } = answer?.ResultSet ?? {};
    const names = (ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = '' }) => Name);
    const rows = (token === undefined ? Rows.slice(1) : Rows).map(({ Data = [] }) =>
      Object.fromEntries(names.map((name, index) => [name, Data[index]?.VarCharValue ?? null])),
    );
    return answer && { rows, ...(answer.NextToken === undefined ? {} : { next: answer.NextToken }) };
  },

  async stop(id: string): Promise<void> {
    await orBusy(client.send(new StopQueryExecutionCommand({ QueryExecutionId: id })));
  },
});

const orBusy = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof TooManyRequestsException)) throw error;
    throw new Problem(429, 'too-many-queries', 'Too many queries are under way; ask again.', {
      headers: { 'retry-after': '2' },
    });
  }
};

const orUnknown = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof InvalidRequestException) return undefined;
    throw error;
  }
};
