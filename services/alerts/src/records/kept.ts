import type { Unsent } from '../outbox/unsent.ts';

/**
 * What is kept under one key and written in one piece: a decision, the duty to tell of it, and the time at which to look at
 * it again, are never apart. Times are of the wall clock, in epoch milliseconds.
 */
export type Kept<State> = {
  id: string;
  /** Counts the writes; 0 is a key that nothing was written of. */
  version: number;
  state: State;
  /** When the state wants to be looked at again. It may be early, never late: whoever looks too early writes down when next. */
  dueAt?: number;
  /** In the order in which things changed. */
  outbox: readonly Unsent[];
  /** When somebody else sees to the outbox, should its writer not have emptied it. */
  sendBy?: number;
  /** The tenant that has an alert on here. */
  alerting?: string;
};

/** Milliseconds in which a writer has sent what it wrote, or is dead. */
const patience = 30_000;

/** A record with a new state and more to tell, as of `now`. */
export const withNews = <State>(
  { dueAt: _, sendBy: __, ...record }: Kept<State>,
  { state, outbox, dueAt, now }: { state: State; outbox: readonly Unsent[]; dueAt: number | undefined; now: number },
): Kept<State> => ({
  ...record,
  ...{ state, outbox },
  ...(dueAt === undefined ? {} : { dueAt }),
  ...(outbox.length === 0 ? {} : { sendBy: now + patience }),
});

/** When to look at a record though nothing comes in. */
export const wakeTime = ({ dueAt, outbox, sendBy }: Kept<unknown>): number | undefined => {
  if (outbox.length === 0 || sendBy === undefined) return dueAt;
  return Math.min(dueAt ?? Number.POSITIVE_INFINITY, sendBy);
};
