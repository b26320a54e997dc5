import fc from 'fast-check';
import { boundedCache } from './bounded-cache.ts';

const aCache = (limit: number) => boundedCache<string, string>({ limit, sizeOf: (value) => value.length });

test('what was used longest ago goes first, and only as much as there must', () => {
  const cache = aCache(6);
  cache.set('a', 'aa');
  cache.set('b', 'bb');
  cache.set('c', 'cc');
  expect(cache.get('a')).toBe('aa');
  cache.set('d', 'd');
  expect(['a', 'b', 'c', 'd'].map(cache.get)).toEqual(['aa', undefined, 'cc', 'd']);
});

test('a value that takes the place of another frees what that one took', () => {
  const cache = aCache(4);
  cache.set('a', 'aaa');
  cache.set('a', 'a');
  cache.set('b', 'bbb');
  expect(['a', 'b'].map(cache.get)).toEqual(['a', 'bbb']);
});

test('a value above the limit is not kept', () => {
  const cache = aCache(3);
  cache.set('a', 'aaaa');
  expect(cache.get('a')).toBeUndefined();
});

test('after any uses it holds what was used last, as much of it as fits', () => {
  const use = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.option(fc.integer({ min: 1, max: 9 })));
  fc.assert(
    fc.property(fc.array(use, { maxLength: 60 }), fc.integer({ min: 3, max: 8 }), (uses, limit) => {
      const cache = aCache(limit);
      let expected: [string, string][] = [];
      for (const [key, length] of uses) {
        const known = expected.find(([each]) => each === key)?.[1];
        const value = length === null ? known : 'x'.repeat(length);
        if (length === null) expect(cache.get(key)).toBe(known);
        else cache.set(key, value ?? '');
        if (value === undefined) continue;
        expected = [...expected.filter(([each]) => each !== key), [key, value]];
        while (expected.reduce((sum, [, each]) => sum + each.length, 0) > limit) expected = expected.slice(1);
      }
      const held = ['a', 'b', 'c', 'd', 'e'].map((key) => [key, cache.get(key)]);
      expect(Object.fromEntries(held.filter(([, value]) => value !== undefined))).toEqual(Object.fromEntries(expected));
    }),
  );
});
