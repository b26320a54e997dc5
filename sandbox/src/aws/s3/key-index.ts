/** Objects by key, in the order that S3 lists them. About 0.5 KB of memory an object; the bytes stay on disk. */
export type KeyIndex<T> = {
  get(key: string): T | undefined;
  set(object: T): void;
  delete(key: string): void;
  size(): number;
  /** In key order, beginning at `start` or what would follow it. Read it in one go: it does not stand writes. */
  from(start: string): Iterable<T>;
};

export const createKeyIndex = <T extends { key: string }>(initial: T[]): KeyIndex<T> => {
  const objects = new Map(initial.map((each) => [each.key, each]));
  const keys = [...objects.keys()].sort(byUtf8);

  const positionOf = (key: string): number => {
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (byUtf8(keys[middle] as string, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    get: (key) => objects.get(key),
    set(object) {
      if (!objects.has(object.key)) keys.splice(positionOf(object.key), 0, object.key);
      objects.set(object.key, object);
    },
    delete(key) {
      if (objects.delete(key)) keys.splice(positionOf(key), 1);
    },
    size: () => objects.size,
    *from(start) {
      for (let at = positionOf(start); at < keys.length; at++) yield objects.get(keys[at] as string) as T;
    },
  };
};

/** S3 lists in UTF-8 order. UTF-16, which `<` compares, differs from it where there are surrogates. */
export const byUtf8 = (a: string, b: string): number => {
  if (surrogate.test(a) || surrogate.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
};

const surrogate = /[\ud800-\udfff]/;
