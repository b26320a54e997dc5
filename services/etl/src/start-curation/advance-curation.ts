import { count } from '@millrace/shared/runtime/observability';
import type { Claim, ReplaceClaim } from '../curations/claim.ts';
import type { Run } from '../curations/glue-runs.ts';
import { nextStep } from '../curations/next-step.ts';

export type Ports = {
  read: (partition: string) => Promise<Claim | undefined>;
  replace: ReplaceClaim;
  /** Names the objects of a landing partition; undefined when there are none. */
  landed: (partition: string) => Promise<string | undefined>;
  runs: {
    start: (claim: Claim) => Promise<string | undefined>;
    find: (token: string) => Promise<string | undefined>;
    get: (runId: string) => Promise<Run>;
  };
  settle: (claim: Claim, run: Run) => Promise<void>;
  announceEnd: (claim: Claim) => Promise<void>;
  newToken: () => string;
  now: () => number;
  /** Least milliseconds between two runs of one partition. */
  rest: number;
};

/**
 * Moves one landing partition on by one step. `free` says whether a run may be started, for the job runs once at a time;
 * the answer says whether that is still so.
 */
export const advanceCuration =
  (ports: Ports) =>
  async (partition: string, free: boolean): Promise<boolean> => {
    const claim = await ports.read(partition);
    const landed = await ports.landed(partition);
    switch (nextStep(claim, landed, ports.now(), ports.rest)) {
      case 'start':
        if (free && landed) await claimAndRun(ports, partition, claim, landed);
        return false;
      case 'resume':
        if (free && claim) await resume(ports, claim);
        return false;
      case 'settle':
        if (claim?.runId) await ports.settle(claim, await ports.runs.get(claim.runId));
        return free;
      case 'announce':
        if (claim) await ports.announceEnd(claim);
        return free;
      case 'rest':
        return free;
    }
  };

const claimAndRun = async (ports: Ports, partition: string, previous: Claim | undefined, landed: string) => {
  const claim = await ports.replace(previous, {
    partition,
    state: 'claimed',
    token: ports.newToken(),
    fingerprint: landed,
    since: ports.now(),
    failures: previous?.failures ?? 0,
    announced: true,
  });
  if (claim) await run(ports, claim);
};

/** Whoever claimed it is gone. The run may have been started all the same: its token tells. */
const resume = async (ports: Ports, claim: Claim) => {
  const mine = await ports.replace(claim, { ...claim, since: ports.now() });
  if (!mine) return;
  const runId = await ports.runs.find(mine.token);
  if (runId) await ports.replace(mine, { ...mine, state: 'running', runId });
  else await run(ports, mine);
};

/** What StartJobRun throws leaves the claim open, to be resumed. */
const run = async (ports: Ports, claim: Claim) => {
  // The run that is in the way may be this claim's own: the SDK repeats a call whose answer was lost.
  const runId = (await ports.runs.start(claim)) ?? (await ports.runs.find(claim.token));
  count('CurationsStarted', runId ? 1 : 0);
  await ports.replace(claim, { ...claim, ...(runId ? { state: 'running', runId } : { state: 'waiting' }) });
};
