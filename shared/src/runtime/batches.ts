export type BatchLimits<T> = { count: number; bytes?: number; sizeOf?: (item: T) => number };

/**
 * Cuts items, in order, into batches within an API's limits of entries and bytes. An item larger than the byte limit
 * gets a batch of its own: the API's refusal of it is then its own, too.
 */
export const inBatches = <T>(
  items: readonly T[],
  { count, bytes = Number.POSITIVE_INFINITY, sizeOf = () => 0 }: BatchLimits<T>,
): T[][] => {
  const batches: T[][] = [];
  let batch: T[] = [];
  let size = 0;
  for (const item of items) {
    const itemSize = sizeOf(item);
    if (batch.length > 0 && (batch.length === count || size + itemSize > bytes)) {
      batches.push(batch);
      batch = [];
      size = 0;
    }
    batch.push(item);
    size += itemSize;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
};
