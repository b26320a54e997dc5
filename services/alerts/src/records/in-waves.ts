import { inBatches } from '@millrace/shared/runtime/batches';

/** Calls that run at a time: below the 50 sockets of an SDK client, so that none waits for one until it times out. */
const width = 32;

/** Applies `work` to all items, some at a time, and answers the results in order. */
export const inWaves = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  for (const wave of inBatches(items, { count: width })) results.push(...(await Promise.all(wave.map(work))));
  return results;
};
