/** What is known of one landing partition's way into the curated table. */
export type Claim = {
  /** The landing hour, UTC: `2026-11-23-14`. */
  partition: string;
  /** `waiting` has no run, because another partition's was under way. */
  state: 'claimed' | 'waiting' | 'running' | 'curated' | 'failed';
  /** Names this try. Its run carries it as `--claim`, by which it is found when the answer to StartJobRun was lost. */
  token: string;
  runId?: string;
  /** Names the landing objects that were there before the run began: it curates at least these. */
  fingerprint: string;
  /** When it came into its state, epoch milliseconds. */
  since: number;
  /** Runs that failed in a row. */
  failures: number;
  /** The state in which Glue ended the run: `SUCCEEDED`, `FAILED`, `TIMEOUT`, … */
  ended?: string;
  /** Whether the end of the run is on the bus. */
  announced: boolean;
  /** Counts the writes of this claim; each write names the one that it follows. */
  version: number;
};

/** Writes `next` if the claim is still as it was read, or still absent; answers undefined when another was faster. */
export type ReplaceClaim = (previous: Claim | undefined, next: Omit<Claim, 'version'>) => Promise<Claim | undefined>;
