import { Problem } from '@millrace/shared/runtime/http';
import type { AthenaQueries, Execution } from './athena-queries.ts';

/** API Gateway answers for us after 30 s; the rest is for a cold start, the last calls and the rows. */
const deadlineMilliseconds = 20_000;

/**
 * Athena retries by itself: a query that is RUNNING or FAILED may be QUEUED again. A failure that may pass counts when it
 * is seen this many times in a row.
 */
const failuresSeen = 3;

type Ports = {
  athena: Pick<AthenaQueries, 'start' | 'look' | 'stop'>;
  now: () => number;
  pause: (milliseconds: number) => Promise<unknown>;
  /** In [0, 1). */
  random: () => number;
};

/**
 * Runs a query to its end and answers its id. Throws a `Problem`: 504 when it takes too long (it is stopped then), 400 when
 * it would scan more than the work group allows, 503 when Athena failed and may not fail again.
 */
export const runQuery =
  ({ athena, now, pause, random }: Ports) =>
  async (sql: string, literals: string[]): Promise<string> => {
    const deadline = now() + deadlineMilliseconds;
    const id = await athena.start(sql, literals);
    let failures = 0;
    for (let attempt = 0; now() < deadline; attempt++) {
      await pause(pollDelay(attempt, random()));
      const execution = await lookPatiently(athena, id);
      if (execution?.state === 'SUCCEEDED') return id;
      failures = execution?.state === 'FAILED' ? failures + 1 : 0;
      if (execution && isFinal(execution, failures)) throw failureOf(id, execution);
    }
    await athena.stop(id);
    throw new Problem(504, 'query-timeout', 'The query took too long and was stopped; ask for less.');
  };

/** 100 ms at first, since most queries take about a second, then up to a second; half of it is jitter. */
const pollDelay = (attempt: number, random: number): number => Math.min(1000, 100 * 2 ** attempt) * (0.5 + random / 2);

/** Being asked too much is no reason to give up a query that is under way. */
const lookPatiently = async (athena: Ports['athena'], id: string): Promise<Execution | undefined> => {
  try {
    return await athena.look(id);
  } catch (error) {
    if (error instanceof Problem && error.status === 429) return undefined;
    throw error;
  }
};

const isFinal = ({ state, category, retryable }: Execution, failures: number): boolean =>
  state === 'CANCELLED' || failures >= failuresSeen || (failures > 0 && category === 2 && !retryable);

const failureOf = (id: string, { state, reason = '', category, retryable }: Execution): Error => {
  if (/bytes scanned/i.test(reason))
    return new Problem(400, 'too-much-data', 'The query would read more than it may; ask for a shorter range.');
  if (retryable || category === 1)
    return new Problem(503, 'query-failed', 'The query failed; ask again.', { headers: { 'retry-after': '5' } });
  // The reason may quote data. Athena keeps it under the id.
  return new Error(`Athena query ${id} ended ${state}, category ${category}`);
};
