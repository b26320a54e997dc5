import type { CurationFailed, CurationFinished } from '@millrace/shared/contracts/bus-events';
import { count } from '@millrace/shared/runtime/observability';
import type { BusEvent } from '@millrace/shared/runtime/put-events';
import type { Claim, ReplaceClaim } from './claim.ts';
import type { Run } from './glue-runs.ts';

type Ports = { replace: ReplaceClaim; announce: (events: BusEvent[]) => Promise<void>; now: () => number };

/**
 * Writes the end of a run into its claim and announces it; nothing while the run is under way. Only one of several
 * that settle the same run wins the write, and it announces.
 */
export const settleRun =
  (ports: Ports) =>
  async (claim: Claim, { runId, ended }: Run): Promise<void> => {
    if (ended === undefined) return;
    const succeeded = ended === 'SUCCEEDED';
    const settled = await ports.replace(claim, {
      ...claim,
      state: succeeded ? 'curated' : 'failed',
      runId,
      ended,
      failures: succeeded ? 0 : claim.failures + 1,
      since: ports.now(),
      announced: false,
    });
    if (!settled) return;
    count(succeeded ? 'CurationsFinished' : 'CurationsFailed', 1);
    await announceEnd(ports)(settled);
  };

/** Announces first and notes it then: a crash in between announces the same run once more, and never not at all. */
export const announceEnd =
  ({ replace, announce }: Ports) =>
  async (claim: Claim): Promise<void> => {
    await announce([toEvent(claim)]);
    await replace(claim, { ...claim, announced: true });
  };

const toEvent = ({ partition, runId = '', ended = '', state }: Claim): BusEvent =>
  state === 'curated'
    ? { type: 'CurationFinished', detail: { partition, runId } satisfies CurationFinished }
    : { type: 'CurationFailed', detail: { partition, runId, state: ended } satisfies CurationFailed };
