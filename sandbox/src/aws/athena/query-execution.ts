import { describeError } from './query-error.ts';
import type { StatementType } from './run-statement.ts';
import type { ResultColumn } from './statement.ts';

export type QueryState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

export type QueryRequest = {
  query: string;
  parameters: string[];
  database: string;
  workGroup: string;
  /** Where results go: the S3 URI of a folder. */
  outputLocation: string;
};

/** One query. Times in epoch milliseconds. `error.type` is of the Athena error catalog. */
export type QueryExecution = QueryRequest & {
  id: string;
  type: StatementType;
  /** The S3 URI of the result file. */
  resultLocation: string;
  state: QueryState;
  reason?: string;
  error?: { message: string; type: number };
  submittedAt: number;
  startedAt?: number;
  completedAt?: number;
  scannedBytes: number;
  columns: ResultColumn[];
};

export const isOver = ({ state }: QueryExecution): boolean => state !== 'QUEUED' && state !== 'RUNNING';

/** As GetQueryExecution tells it: dates in seconds, durations in milliseconds. */
export const describeQueryExecution = (execution: QueryExecution): object => {
  const { submittedAt, startedAt, completedAt } = execution;
  return {
    QueryExecutionId: execution.id,
    Query: execution.query,
    StatementType: execution.type,
    SubstatementType: execution.type === 'DML' ? 'SELECT' : undefined,
    ResultConfiguration: { OutputLocation: execution.resultLocation },
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
    QueryExecutionContext: { Database: execution.database, Catalog: 'awsdatacatalog' },
    Status: {
      State: execution.state,
      StateChangeReason: execution.reason,
      SubmissionDateTime: submittedAt / 1000,
      CompletionDateTime: completedAt && completedAt / 1000,
      AthenaError: execution.error && describeError(execution.error),
    },
    Statistics: {
      QueryQueueTimeInMillis: startedAt && startedAt - submittedAt,
      EngineExecutionTimeInMillis: startedAt && completedAt && completedAt - startedAt,
      TotalExecutionTimeInMillis: completedAt && completedAt - submittedAt,
      DataScannedInBytes: execution.scannedBytes,
      ResultReuseInformation: { ReusedPreviousResult: false },
    },
    WorkGroup: execution.workGroup,
    EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: 'Athena engine version 3' },
    ExecutionParameters: execution.parameters.length > 0 ? execution.parameters : undefined,
  };
};
