import { aSeries } from './a-series-for-test.ts';
import { foldsOf } from './folds.ts';

const named = (...names: string[]) => names.map((name) => aSeries(1, [], name));

test('a category is spread over the folds, whatever the order of its files', () => {
  expect(foldsOf(named('b/3', 'a/1', 'b/2', 'a/2', 'b/1'), 3)).toEqual([1, 0, 0, 1, 2]);
});

test('folds are of equal size', () => {
  const folds = foldsOf(named(...Array.from({ length: 31 }, (_, index) => `${index % 4}/${index}`)), 5);
  const sizes = [0, 1, 2, 3, 4].map((fold) => folds.filter((each) => each === fold).length);
  expect(sizes).toEqual([7, 6, 6, 6, 6]);
});
