import type { BusEvent } from '@millrace/shared/runtime/put-events';
import fc from 'fast-check';
import type { Claim, ReplaceClaim } from '../curations/claim.ts';
import type { Run } from '../curations/glue-runs.ts';
import { announceEnd, settleRun } from '../curations/settle-run.ts';
import { followRun } from '../follow-curation/follow-run.ts';
import { advanceCuration } from './advance-curation.ts';
import { startCurations } from './start-curations.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 10, 23, 14, 30);
const partition = '2026-11-23-14';
const earlier = '2026-11-23-13';

type GlueRun = Required<Omit<Run, 'ended'>> & { ended?: string; curated: string };

/**
 * Table, Glue, landing prefix and bus in memory. `between` is awaited before and after each call that has an effect: a test
 * interleaves or fails calls there, so a call may fail although its effect took place.
 */
const aWorld = (between: (call: string) => Promise<void> = async () => {}) => {
  const world = {
    now: start,
    landed: new Map<string, number>(),
    claims: new Map<string, Claim>(),
    runs: [] as GlueRun[],
    announced: [] as BusEvent[],
  };
  const effect = async <T>(call: string, apply: () => T): Promise<T> => {
    await between(`before ${call}`);
    const result = apply();
    await between(`after ${call}`);
    return result;
  };
  const fingerprint = (of: string) => (world.landed.has(of) ? String(world.landed.get(of)) : undefined);
  const now = () => world.now;
  const read = async (of: string) => world.claims.get(of);
  const replace: ReplaceClaim = (previous, next) =>
    effect('replace', () => {
      if (world.claims.get(next.partition)?.version !== previous?.version) return undefined;
      const claim = { ...next, version: (previous?.version ?? 0) + 1 };
      world.claims.set(next.partition, claim);
      return claim;
    });
  const announce = (events: BusEvent[]) => effect('announce', () => void world.announced.push(...events));
  const runs = {
    start: ({ partition: of, token }: { partition: string; token: string }) =>
      effect('start', () => {
        if (world.runs.some(({ ended }) => ended === undefined)) return undefined;
        const runId = `run-${world.runs.length + 1}`;
        world.runs.push({ runId, partition: of, token, curated: fingerprint(of) ?? '' });
        return runId;
      }),
    find: async (token: string) => world.runs.find((run) => run.token === token)?.runId,
    get: async (runId: string): Promise<Run> =>
      world.runs.find((run) => run.runId === runId) ?? { runId, ended: 'NOT_FOUND' },
  };
  const settle = settleRun({ replace, announce, now });
  let tokens = 0;
  const invoke = startCurations({
    now,
    openPartitions: async () =>
      [...world.claims.values()]
        .filter(({ state, announced }) => ['claimed', 'waiting', 'running'].includes(state) || !announced)
        .map((claim) => claim.partition),
    advance: advanceCuration({
      read,
      replace,
      landed: async (of) => fingerprint(of),
      runs,
      settle,
      announceEnd: announceEnd({ replace, announce, now }),
      newToken: () => `token-${++tokens}`,
      now,
      rest: 5 * minute,
    }),
  });
  return {
    world,
    land: (of: string) => world.landed.set(of, (world.landed.get(of) ?? 0) + 1),
    schedule: () => invoke({}),
    landedEvent: (of: string) =>
      invoke({ detail: { object: { key: `landing/readings/hour=${of}/object.ndjson.gz` } } }),
    glueEvent: (runId: string) => followRun({ read, get: runs.get, settle })({ jobRunId: runId }),
    /** Ends the run that is under way, if there is one, and answers its id. */
    endRun(state: string) {
      const run = world.runs.find(({ ended }) => ended === undefined);
      if (run) run.ended = state;
      return run?.runId;
    },
    pass: (duration: number) => {
      world.now += duration;
    },
  };
};

test('a landed object starts a run of its partition, whose end is announced', async () => {
  const { world, land, landedEvent, glueEvent, endRun } = aWorld();
  land(partition);
  await landedEvent(partition);
  expect(world.claims.get(partition)).toMatchObject({ state: 'running', runId: 'run-1', fingerprint: '1' });
  endRun('SUCCEEDED');
  await glueEvent('run-1');
  expect(world.claims.get(partition)).toMatchObject({ state: 'curated', announced: true });
  expect(world.announced).toEqual([{ type: 'CurationFinished', detail: { partition, runId: 'run-1' } }]);
});

test('an event that comes twice announces once', async () => {
  const { world, land, landedEvent, glueEvent, endRun } = aWorld();
  land(partition);
  await landedEvent(partition);
  endRun('TIMEOUT');
  await glueEvent('run-1');
  await glueEvent('run-1');
  expect(world.announced).toEqual([
    { type: 'CurationFailed', detail: { partition, runId: 'run-1', state: 'TIMEOUT' } },
  ]);
});

test('of two that settle the same run at the same time one announces', async () => {
  const { world, land, landedEvent, glueEvent, schedule, endRun } = aWorld();
  land(partition);
  await landedEvent(partition);
  endRun('SUCCEEDED');
  await Promise.all([glueEvent('run-1'), glueEvent('run-1'), schedule()]);
  expect(world.announced).toHaveLength(1);
});

test('of two that find the same partition at the same time one starts a run', async () => {
  const calls: string[] = [];
  const { land, landedEvent } = aWorld(async (call) => void calls.push(call));
  land(partition);
  await Promise.all([landedEvent(partition), landedEvent(partition)]);
  expect(calls.filter((call) => call === 'before start')).toHaveLength(1);
});

test('without a single event the schedule curates everything, the oldest hour first', async () => {
  const { world, land, schedule, endRun, pass } = aWorld();
  for (const each of [partition, earlier]) land(each);
  for (let tick = 0; tick < 4; tick++) {
    await schedule();
    endRun('SUCCEEDED');
    pass(5 * minute);
  }
  expect(world.runs.map((run) => run.partition)).toEqual([earlier, partition]);
  expect(world.announced.map(({ type }) => type)).toEqual(['CurationFinished', 'CurationFinished']);
});

test('an object for each minute does not start a run for each object', async () => {
  const { world, land, landedEvent, glueEvent, endRun, pass } = aWorld();
  for (let passed = 0; passed < 30; passed++) {
    land(partition);
    await landedEvent(partition);
    const ended = endRun('SUCCEEDED');
    if (ended) await glueEvent(ended);
    pass(minute);
  }
  expect(world.runs.length).toBe(6);
});

test('what landed during a run is curated by another one', async () => {
  const { world, land, schedule, endRun, pass } = aWorld();
  land(partition);
  await schedule();
  land(partition);
  endRun('SUCCEEDED');
  for (let tick = 0; tick < 3; tick++) {
    await schedule();
    pass(5 * minute);
  }
  expect(world.runs.map(({ curated }) => curated)).toEqual(['1', '2']);
});

test('a partition waits while another runs, and starts as soon as that has ended', async () => {
  const { world, land, landedEvent, schedule, glueEvent, endRun } = aWorld();
  land(earlier);
  await landedEvent(earlier);
  land(partition);
  await landedEvent(partition);
  expect(world.claims.get(partition)?.state).toBe('waiting');
  endRun('SUCCEEDED');
  await glueEvent('run-1');
  await schedule();
  expect(world.claims.get(partition)).toMatchObject({ state: 'running', runId: 'run-2' });
});

test('an hour that waits lets an older one go first', async () => {
  const { world, land, landedEvent, schedule, endRun } = aWorld();
  land('2026-11-23-12');
  await landedEvent('2026-11-23-12');
  land(partition);
  await landedEvent(partition);
  land(earlier);
  endRun('SUCCEEDED');
  await schedule();
  expect(world.runs.map((run) => run.partition)).toEqual(['2026-11-23-12', earlier]);
});

test('the schedule settles a run of any age', async () => {
  const { world, land, landedEvent, schedule, endRun, pass } = aWorld();
  land(partition);
  await landedEvent(partition);
  endRun('SUCCEEDED');
  pass(72 * hour);
  await schedule();
  expect(world.claims.get(partition)).toMatchObject({ state: 'curated', announced: true });
});

test('a partition that always fails does not keep the others from being curated', async () => {
  const { world, land, schedule, pass } = aWorld();
  land(earlier);
  land(partition);
  for (let passed = 0; passed < 24 * hour; passed += 5 * minute) {
    await schedule();
    const run = world.runs.find(({ ended }) => ended === undefined);
    if (run) run.ended = run.partition === earlier ? 'FAILED' : 'SUCCEEDED';
    pass(5 * minute);
  }
  expect(world.claims.get(partition)?.state).toBe('curated');
  expect(world.runs.filter((run) => run.partition === earlier).length).toBeLessThan(12);
});

/** Fails one call, once: before its effect, or after it, as when the answer is lost. */
const failing = (call: string) => {
  let failed = false;
  return async (at: string) => {
    if (failed || at !== call) return;
    failed = true;
    throw new Error('TimeoutError');
  };
};

test('a run whose start was not answered is found by its claim', async () => {
  const { world, land, landedEvent, schedule, pass } = aWorld(failing('after start'));
  land(partition);
  await expect(landedEvent(partition)).rejects.toThrow('TimeoutError');
  expect(world.claims.get(partition)).toMatchObject({ state: 'claimed' });
  await schedule();
  expect(world.claims.get(partition)?.state).toBe('claimed');
  pass(2 * minute);
  await schedule();
  expect(world.claims.get(partition)).toMatchObject({ state: 'running', runId: 'run-1' });
  expect(world.runs.length).toBe(1);
});

test('a run that ends before it is written into its claim is settled by its event', async () => {
  const { world, land, landedEvent, glueEvent, endRun } = aWorld(failing('after start'));
  land(partition);
  await expect(landedEvent(partition)).rejects.toThrow('TimeoutError');
  endRun('SUCCEEDED');
  await glueEvent('run-1');
  expect(world.claims.get(partition)).toMatchObject({ state: 'curated', runId: 'run-1', announced: true });
});

test('a run whose start was not answered, and that has ended since, is not run again', async () => {
  const { world, land, landedEvent, schedule, endRun, pass } = aWorld(failing('after start'));
  land(partition);
  await expect(landedEvent(partition)).rejects.toThrow('TimeoutError');
  endRun('SUCCEEDED');
  pass(2 * minute);
  for (let tick = 0; tick < 2; tick++) await schedule();
  expect(world.claims.get(partition)).toMatchObject({ state: 'curated', runId: 'run-1' });
  expect(world.runs.length).toBe(1);
});

test('a claim whose run never started is started by the schedule', async () => {
  const { world, land, landedEvent, schedule, pass } = aWorld(failing('before start'));
  land(partition);
  await expect(landedEvent(partition)).rejects.toThrow('TimeoutError');
  pass(2 * minute);
  await schedule();
  expect(world.claims.get(partition)).toMatchObject({ state: 'running', runId: 'run-1' });
});

test('a run that is under way is not taken for another one when its start is repeated', async () => {
  const { world, land, landedEvent } = aWorld(async (at) => {
    // The SDK repeats StartJobRun: the first call has started the run.
    if (at === 'before start') world.runs.push({ runId: 'run-1', partition, token: 'token-1', curated: '1' });
  });
  land(partition);
  await landedEvent(partition);
  expect(world.claims.get(partition)).toMatchObject({ state: 'running', runId: 'run-1' });
});

test.each(['before announce', 'after announce'])(
  'an end is announced although its first try failed %s',
  async (call) => {
    const { world, land, landedEvent, glueEvent, schedule, endRun, pass } = aWorld(failing(call));
    land(partition);
    await landedEvent(partition);
    endRun('SUCCEEDED');
    await expect(glueEvent('run-1')).rejects.toThrow('TimeoutError');
    pass(2 * minute);
    await schedule();
    expect(new Set(world.announced.map(({ detail }) => JSON.stringify(detail))).size).toBe(1);
    expect(world.claims.get(partition)?.announced).toBe(true);
  },
);

test('a run that settled before, or that another try has replaced, is left alone', async () => {
  const { world, land, landedEvent, glueEvent, schedule, endRun, pass } = aWorld();
  land(partition);
  await landedEvent(partition);
  endRun('FAILED');
  await glueEvent('run-1');
  pass(5 * minute);
  await schedule();
  await glueEvent('run-1');
  expect(world.claims.get(partition)).toMatchObject({ state: 'running', runId: 'run-2' });
});

test('however invocations interleave and whichever calls fail, every object is curated in the end', async () => {
  const act = fc.constantFrom(
    'land',
    'land earlier',
    'event',
    'event earlier',
    'schedule',
    'schedule',
    'end',
    'fail',
    'pass',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
      fc.infiniteStream(fc.nat(20)),
      fc.scheduler(),
      async (rounds, chances, scheduler) => {
        let faults = true;
        const { world, land, landedEvent, schedule, glueEvent, endRun, pass } = aWorld(async (at) => {
          if (!faults) return;
          await scheduler.schedule(Promise.resolve(), at);
          if (chances.next().value === 0) throw new Error('TimeoutError');
        });
        const acts: Record<string, () => unknown> = {
          land: () => land(partition),
          'land earlier': () => land(earlier),
          event: () => landedEvent(partition),
          'event earlier': () => landedEvent(earlier),
          schedule,
          end: () => glueEvent(endRun('SUCCEEDED') ?? ''),
          fail: () => endRun('FAILED'),
          pass: () => pass(3 * minute),
        };
        for (const round of rounds)
          await scheduler.waitFor(Promise.allSettled(round.map(async (each) => acts[each]?.())));
        faults = false;
        for (let tick = 0; tick < 60; tick++) {
          endRun('SUCCEEDED');
          pass(5 * minute);
          await schedule();
        }
        for (const [each, objects] of world.landed)
          expect(world.claims.get(each)).toMatchObject({
            state: 'curated',
            fingerprint: String(objects),
            announced: true,
          });
        // The last state of each run that a claim still names is on the bus.
        for (const { runId } of world.claims.values())
          expect(world.announced).toContainEqual(
            expect.objectContaining({ detail: { partition: expect.anything(), runId } }),
          );
      },
    ),
    { numRuns: 200 },
  );
});
