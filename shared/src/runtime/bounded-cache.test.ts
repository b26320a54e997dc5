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
