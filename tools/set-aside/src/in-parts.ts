/** Cuts a stream of items, in order, into parts of at most `count` items and, but for a single larger one, `bytes`. */
export async function* inParts<T>(
  items: AsyncIterable<T>,
  { count, bytes, sizeOf }: { count: number; bytes: number; sizeOf: (item: T) => number },
): AsyncGenerator<T[]> {
  let part: T[] = [];
  let size = 0;
  for await (const item of items) {
    const itemSize = sizeOf(item);
    if (part.length > 0 && (part.length === count || size + itemSize > bytes)) {
      yield part;
      part = [];
      size = 0;
    }
    part.push(item);
    size += itemSize;
  }
  if (part.length > 0) yield part;
}
