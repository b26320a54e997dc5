import { unitOf } from './unit-of.ts';

test.each([
  ['By', 'By'],
  ['1', '1'],
  ['{request}', '1'],
  ['{packet}/s', '/s'],
  ['1/s', '/s'],
  ['By/{operation}', 'By'],
  ['{a}/{b}', '1'],
  ['{step}.m', 'm'],
  ['mm[Hg]', 'mm[Hg]'],
  ['{count', '{count'],
  ['', undefined],
  [undefined, undefined],
])('the unit %j is %j', (unit, code) => {
  expect(unitOf(unit)).toBe(code);
});
