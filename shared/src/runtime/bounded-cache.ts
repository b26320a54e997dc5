type Limits<V> = {
  limit: number;
  /** What a value counts towards the limit: its bytes, say. */
  sizeOf: (value: V) => number;
};

/** A map within a limit: what was used longest ago goes first. A value above the limit is not kept at all. */
export const boundedCache = <K, V>({ limit, sizeOf }: Limits<V>) => {
  const values = new Map<K, V>();
  // Goes on where it was: from the front it would step over every key that has gone since the map was last laid out anew.
  const oldest = values.keys();
  let size = 0;
  const remove = (key: K): void => {
    const value = values.get(key);
    if (value === undefined) return;
    values.delete(key);
    size -= sizeOf(value);
  };
  return {
    get(key: K): V | undefined {
      const value = values.get(key);
      if (value === undefined) return undefined;
      values.delete(key);
      values.set(key, value);
      return value;
    },
    set(key: K, value: V): void {
      remove(key);
      values.set(key, value);
      size += sizeOf(value);
      if (size <= limit) return;
      for (const next of oldest) {
        remove(next);
        if (size <= limit) return;
      }
    },
  };
};
