const hour = 3_600_000;

/**
 * Firehose names an object by the hour in which its oldest record arrived, and tries for up to 24 h to deliver it; two more
 * hours are for its buffers and for the hour under way.
 */
const hours = 26;

/** The landing partitions that an object can still fall into, the oldest first. `now` in epoch milliseconds. */
export const recentPartitions = (now: number): string[] =>
  Array.from({ length: hours }, (_, index) =>
    new Date(now - (hours - 1 - index) * hour).toISOString().slice(0, 13).replace('T', '-'),
  );
