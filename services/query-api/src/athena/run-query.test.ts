import { Problem } from '@millrace/shared/runtime/http';
import type { Execution } from './athena-queries.ts';
import { runQuery } from './run-query.ts';

type Seen = Partial<Execution> | 'throttled';

/** Runs a query whose states are seen as scripted; the last is seen for ever. Time passes only in pauses. */
const run = async (...script: Seen[]) => {
  const calls: string[] = [];
  const pauses: number[] = [];
  let time = 0;
  let looks = 0;
  const outcome = await runQuery({
    athena: {
      start: async () => 'query-1',
      look: async () => {
        const seen = script[Math.min(looks++, script.length - 1)] ?? 'throttled';
        if (seen === 'throttled') throw new Problem(429, 'too-many-queries', 'busy');
        return { state: 'RUNNING', sql: '', literals: [], workGroup: '', ...seen };
      },
      stop: async (id) => void calls.push(`stop ${id}`),
    },
    now: () => time,
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
      time += milliseconds;
    },
    random: () => 0.5,
  })('SELECT 1', [])
    .then((id) => ({ id }))
    .catch((error) => ({ error }));
  return { outcome, calls, pauses, looks, time };
};

const [queued, running, failed, succeeded] = ['QUEUED', 'RUNNING', 'FAILED', 'SUCCEEDED'].map((state) => ({ state }));

test('a query is followed through every way back to QUEUED', async () => {
  const { outcome, looks } = await run(
    ...[queued, running, queued, running, failed, queued, failed, failed, queued, running, succeeded].flatMap(
      (each) => each ?? [],
    ),
  );
  expect(outcome).toEqual({ id: 'query-1' });
  expect(looks).toBe(11);
});

test('a failure that may pass counts when it is seen three times', async () => {
  const { outcome, looks, calls } = await run({ state: 'FAILED', category: 1, retryable: true });
  expect(outcome).toEqual({ error: expect.objectContaining({ status: 503, headers: { 'retry-after': '5' } }) });
  expect(looks).toBe(3);
  expect(calls).toEqual([]);
});

test('a failure of the query itself counts at once, and is not a problem of the client', async () => {
  const { outcome, looks } = await run({ state: 'FAILED', category: 2, retryable: false, reason: 'secret value' });
  expect(outcome).toEqual({ error: expect.any(Error) });
  expect(outcome).not.toEqual({ error: expect.any(Problem) });
  expect(String((outcome as { error: Error }).error)).not.toContain('secret');
  expect(looks).toBe(1);
});

test('a query that would read too much is the asker’s to change', async () => {
  const { outcome } = await run(queued ?? {}, { state: 'CANCELLED', reason: 'Bytes scanned limit was exceeded' });
  expect(outcome).toEqual({ error: expect.objectContaining({ status: 400, type: 'too-much-data' }) });
});

test('a query that somebody cancelled is an error', async () => {
  const { outcome, looks } = await run({ state: 'CANCELLED' });
  expect(outcome).toEqual({ error: expect.any(Error) });
  expect(looks).toBe(1);
});

test('being asked too much while a query runs is waited out', async () => {
  const { outcome } = await run('throttled', running ?? {}, 'throttled', succeeded ?? {});
  expect(outcome).toEqual({ id: 'query-1' });
});

test('a query that does not end is stopped at the deadline, below the 30 s of API Gateway', async () => {
  const { outcome, calls, time } = await run(running ?? {});
  expect(outcome).toEqual({ error: expect.objectContaining({ status: 504 }) });
  expect(calls).toEqual(['stop query-1']);
  expect(time).toBeGreaterThanOrEqual(20_000);
  expect(time).toBeLessThan(21_000);
});

test('pauses double up to a second, and half of each is jitter', async () => {
  const { pauses } = await run(running ?? {});
  expect(pauses.slice(0, 6)).toEqual([75, 150, 300, 600, 750, 750]);
});
