import { parseWindows } from './parse-windows.ts';

test('windows are read by file', () => {
  const text = '{"a/b.csv": [["2014-04-10 07:15:00.000000", "2014-04-11 16:45:00.000000"]], "c.csv": []}';
  expect(parseWindows('labels', text)).toEqual(
    new Map([
      ['a/b.csv', [{ from: Date.UTC(2014, 3, 10, 7, 15), to: Date.UTC(2014, 3, 11, 16, 45) }]],
      ['c.csv', []],
    ]),
  );
});

test.each([
  ['no JSON', '{'],
  ['no object', '[]'],
  ['no list of windows', '{"a": 1}'],
  ['no pair', '{"a": [["2014-04-10 07:15:00"]]}'],
  ['no time', '{"a": [["2014-04-10 07:15:00", "later"]]}'],
  ['an end before its start', '{"a": [["2014-04-10 07:15:00", "2014-04-10 07:10:00"]]}'],
])('%s is refused', (_, text) => {
  expect(() => parseWindows('labels', text)).toThrow(/labels/);
});
