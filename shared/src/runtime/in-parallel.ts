/**
 * Works on items, at most so many at once, each begun in the order given; the results are in that order, too. Rejects as the
 * first work that did, and only when all that was begun has ended: nothing goes on behind the caller's back.
 */
export const inParallel = async <T, R>(
  items: Iterable<T>,
  most: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  const left = [...items].entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of left) results[index] = await work(item);
  };
  for (const end of await Promise.allSettled(Array.from({ length: most }, worker)))
    if (end.status === 'rejected') throw end.reason;
  return results;
};
