import type { Place } from './page-token.ts';

/** Something found, and its place in the order in which things are found. */
export type Found<T> = { item: T; place: Place };

/** Looked at for a page. What fits is rare where a page ends at it. */
const mostLookedAt = 1000;

/** The first items that fit, `limit` at most, and the place of the last one looked at where there may be more. */
export const takePage = async <T>(
  found: AsyncIterable<Found<T>>,
  limit: number,
  fits: (item: T) => boolean,
): Promise<{ items: T[]; next?: Place }> => {
  const items: T[] = [];
  let lookedAt = 0;
  let last: Place | undefined;
  for await (const { item, place } of found) {
    if (last && (items.length === limit || lookedAt === mostLookedAt)) return { items, next: last };
    if (fits(item)) items.push(item);
    lookedAt += 1;
    last = place;
  }
  return { items };
};
