import type { Claim } from '../curations/claim.ts';
import type { Run } from '../curations/glue-runs.ts';

type Ports = {
  read: (partition: string) => Promise<Claim | undefined>;
  get: (runId: string) => Promise<Run>;
  settle: (claim: Claim, run: Run) => Promise<void>;
};

/**
 * Settles the run that an event of Glue names. The event is only a hint: what holds is what Glue says of the run now. A run
 * that is not of the claim's present try is left alone, and so is one that is settled.
 */
export const followRun =
  ({ read, get, settle }: Ports) =>
  async ({ jobRunId }: { jobRunId: string }): Promise<void> => {
    const run = await get(jobRunId);
    const claim = run.partition === undefined ? undefined : await read(run.partition);
    if (claim && claim.token === run.token && isOpen(claim)) await settle(claim, run);
  };

/** Also before its run is written into it: the run may end faster, or the writer may have died. */
const isOpen = ({ state }: Claim): boolean => state !== 'curated' && state !== 'failed';
