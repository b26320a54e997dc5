/**
 * Works on items, at most so many at once; the results are in the items' order. Rejects as the first work that did, and
 * only when all that was begun has ended: nothing goes on behind the caller's back.
 */
export const atOnce = async <T, R>(most: number, items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  const left = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of left) results[index] = await work(item);
  };
  for (const end of await Promise.allSettled(Array.from({ length: most }, worker)))
    if (end.status === 'rejected') throw end.reason;
  return results;
};
