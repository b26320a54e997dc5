/** What a mapping has done since it was made. Records are counted each time that it happens to them. */
export type Counters = {
  invocations: number;
  /** Records that went to the function, again each time they were tried again. */
  delivered: number;
  /** Records that the filter criteria dropped. */
  filtered: number;
  /** Given-up records that the on-failure destination took. */
  sentToDestination: number;
  /** Given-up records without a destination, or whose destination failed. */
  lost: number;
};

export const createCounters = (): Counters => ({
  invocations: 0,
  delivered: 0,
  filtered: 0,
  sentToDestination: 0,
  lost: 0,
});
