import fc from 'fast-check';
import { createKeyIndex } from './key-index.ts';
import { type ListQuery, listPage } from './list-page.ts';

const indexOf = (keys: string[]) => createKeyIndex(keys.map((key) => ({ key })));
const everything: ListQuery = { prefix: '', delimiter: '', startAfter: '', maxKeys: 1000 };

/** Keys and common prefixes of all pages, each page in the order that it came. */
const allPages = (keys: string[], query: ListQuery) => {
  const pages = [listPage(indexOf(keys), query)];
  for (let token = pages[0]?.nextToken; token !== undefined; token = pages.at(-1)?.nextToken)
    pages.push(listPage(indexOf(keys), { ...query, token }));
  return {
    keys: pages.flatMap(({ contents }) => contents.map(({ key }) => key)),
    prefixes: pages.flatMap(({ commonPrefixes }) => commonPrefixes),
  };
};

const someKeys = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', '/', 'é', '\uffee', '😀'), minLength: 1 }));
const aPart = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 2 });

test('pages of any size together list each key or its common prefix once, in UTF-8 order', () => {
  fc.assert(
    fc.property(
      someKeys,
      aPart,
      aPart,
      aPart,
      fc.integer({ min: 1, max: 5 }),
      (keys, prefix, delimiter, after, maxKeys) => {
        const order = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
        const matching = keys.filter((key) => key.startsWith(prefix) && order(key, after) > 0).sort(order);
        const rolledUp = (key: string) => {
          const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
          return end < 0 ? undefined : key.slice(0, end + delimiter.length);
        };
        expect(allPages(keys, { prefix, delimiter, startAfter: after, maxKeys })).toEqual({
          keys: matching.filter((key) => rolledUp(key) === undefined),
          prefixes: [...new Set(matching.map(rolledUp).filter((each) => each !== undefined))],
        });
      },
    ),
  );
});

test('a page holds maxKeys entries, common prefixes included', () => {
  const { contents, commonPrefixes, nextToken } = listPage(indexOf(['a', 'b/1', 'b/2', 'c', 'd']), {
    ...everything,
    delimiter: '/',
    maxKeys: 3,
  });
  expect([contents.map(({ key }) => key), commonPrefixes]).toEqual([['a', 'c'], ['b/']]);
  expect(nextToken).toBeDefined();
});

test('a last page that is exactly full has no next', () => {
  expect(listPage(indexOf(['a', 'b']), { ...everything, maxKeys: 2 }).nextToken).toBeUndefined();
});

test('a page of no keys is empty and has no next', () => {
  expect(listPage(indexOf(['a']), { ...everything, maxKeys: 0 })).toEqual({ contents: [], commonPrefixes: [] });
});

test('a token of somebody else is refused', () => {
  expect(() => listPage(indexOf(['a']), { ...everything, token: 'bm8' })).toThrow(/continuation token/);
});

test('an index that keys come into and go from stays in order', () => {
  fc.assert(
    fc.property(someKeys, someKeys, (keys, others) => {
      const index = indexOf(keys);
      for (const key of others) index.set({ key });
      for (const key of keys) index.delete(key);
      const left = others.filter((key) => !keys.includes(key));
      const found = [...index.from('')].map(({ key }) => key);
      expect(found).toEqual(left.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
      expect(index.size()).toBe(left.length);
    }),
  );
});
