import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { AwsError } from '../../wire/aws-service.ts';
import type { Persistent } from '../../wire/state.ts';
import { type ObjectStore, parseS3Uri } from '../glue/object-store.ts';
import { asQueryError, QueryError } from './query-error.ts';
import { isOver, type QueryExecution, type QueryRequest } from './query-execution.ts';
import { type Field, writeResultCsv } from './result-csv.ts';
import { statementType } from './run-statement.ts';
import type { Statement, StatementResult } from './statement.ts';

type Ports = { clock: Clock; s3: ObjectStore; run: (statement: Statement) => Promise<StatementResult> };

/** Time in QUEUED, in ms, also where nothing is in the way. */
const queueTime = 100;

/** Queries that run at a time: a machine of few cores gains nothing by more, and each may take 1 GB. */
const concurrency = 4;

/** Queries of a work group that may wait. AWS refuses more by an account's quota. */
const queueLimit = 20;

/** Executions remembered. Athena keeps 45 days. */
const kept = 1_000;

export type QueryExecutions = ReturnType<typeof createQueryExecutions>;

/** Queries and their states: QUEUED, RUNNING, then SUCCEEDED, FAILED or CANCELLED. Results are in S3 alone. */
export const createQueryExecutions = ({ clock, s3, run }: Ports) => {
  let executions = new Map<string, QueryExecution>();
  const ready: QueryExecution[] = [];
  let running = 0;

  const startReady = (): void => {
    while (running < concurrency) {
      const next = ready.shift();
      if (!next) return;
      if (next.state === 'QUEUED') void work(next);
    }
  };

  const work = async (execution: QueryExecution): Promise<void> => {
    running++;
    Object.assign(execution, { state: 'RUNNING', startedAt: clock.now() });
    try {
      const { query: sql, parameters, database } = execution;
      const { columns, rows, scannedBytes } = await run({ sql, parameters, database });
      // Cancelled meanwhile: a query that nobody waits for leaves no result.
      if (execution.state === 'RUNNING')
        await writeResult(
          s3,
          execution,
          columns.map(({ name }) => name),
          rows,
        );
      end(execution, 'SUCCEEDED', { columns, scannedBytes });
    } catch (error) {
      const { message, type } = asQueryError(error);
      end(execution, 'FAILED', { reason: message, error: { message, type } });
    } finally {
      running--;
      startReady();
    }
  };

  const end = (execution: QueryExecution, state: QueryExecution['state'], changes: Partial<QueryExecution>): void => {
    if (!isOver(execution)) Object.assign(execution, changes, { state, completedAt: clock.now() });
  };

  return {
    /** Throws `InvalidRequestException`. */
    get(id: string): QueryExecution {
      const execution = executions.get(id);
      if (!execution) throw new AwsError('InvalidRequestException', `QueryExecution ${id} was not found`);
      return execution;
    },
    find: (id: string): QueryExecution | undefined => executions.get(id),
    /** Newest first. */
    ofWorkGroup: (name: string): QueryExecution[] =>
      [...executions.values()].filter(({ workGroup }) => workGroup === name).reverse(),
    /** Throws `TooManyRequestsException` when the work group has too many waiting. */
    submit(request: QueryRequest): QueryExecution {
      const all = [...executions.values()];
      const waiting = all.filter(({ state, workGroup }) => state === 'QUEUED' && workGroup === request.workGroup);
      if (waiting.length >= queueLimit)
        throw new AwsError(
          'TooManyRequestsException',
          'You have exceeded the limit for the number of queries you can run concurrently.',
          400,
          { Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED' },
        );
      const id = randomUUID();
      const type = statementType(request.query);
      const folder = request.outputLocation.replace(/\/?$/, '/');
      const execution: QueryExecution = {
        ...request,
        id,
        type,
        state: 'QUEUED',
        submittedAt: clock.now(),
        scannedBytes: 0,
        columns: [],
        resultLocation: `${folder}${id}.${type === 'DML' ? 'csv' : 'txt'}`,
      };
      executions.set(id, execution);
      const oldest = all.find(isOver);
      if (executions.size > kept && oldest) executions.delete(oldest.id);
      clock.after(queueTime, () => {
        ready.push(execution);
        startReady();
      });
      return execution;
    },
    /** Does nothing to a query that is over. A query that runs goes on unseen until its statement ends. */
    stop: (execution: QueryExecution): void =>
      end(execution, 'CANCELLED', { reason: 'Query was cancelled by the user' }),
    idle: (): boolean => running === 0 && [...executions.values()].every(isOver),
    save: () => executions,
    /** What was queued or running when the sandbox stopped has failed. */
    restore(state: unknown) {
      executions = state as typeof executions;
      const message = 'GENERIC_INTERNAL_ERROR: The sandbox stopped during the query';
      for (const execution of executions.values())
        end(execution, 'FAILED', { reason: message, error: { message, type: 200 } });
    },
  } satisfies Persistent & Record<string, unknown>;
};

/** A SELECT's file is CSV under a line of names; what SHOW and DESCRIBE say is plain lines. */
const writeResult = async (
  s3: ObjectStore,
  { type, resultLocation }: QueryExecution,
  names: string[],
  rows: Field[][],
): Promise<void> => {
  const body = type === 'DML' ? writeResultCsv([names, ...rows]) : rows.map((row) => `${row.join('\t')}\n`).join('');
  try {
    await s3.putObject({ ...parseS3Uri(resultLocation), body });
  } catch (error) {
    throw new QueryError(`Unable to write the result to ${resultLocation}: ${(error as Error).message}`, 401);
  }
};
