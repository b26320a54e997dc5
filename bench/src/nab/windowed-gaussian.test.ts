import { aSeries } from './a-series-for-test.ts';
import { windowedGaussian } from './windowed-gaussian.ts';

const scoresOf = (values: number[]) => windowedGaussian({ ...aSeries(values.length), values });

test('a row is judged by the mean and the deviation of those before it', () => {
  const scores = scoresOf([1, 3, 4, 2]);
  expect(scores[0]).toBe(0);
  expect(scores[1]).toBe(1);
  // Mean 2, deviation 1: two deviations above.
  expect(scores[2]).toBeCloseTo(0.97724986805, 10);
  // Mean 8/3, deviation √(14/9): 0.5345 deviations below.
  expect(scores[3]).toBeCloseTo(0.703508, 4);
});

test('what is older than the window is forgotten, a hundred rows at a time', () => {
  const alternating = Array.from({ length: 6400 }, (_, row) => (row % 2 === 0 ? 1 : -1));
  const later = Array.from({ length: 100 }, () => 5);
  const scores = scoresOf([...alternating, ...later, 5]);
  expect(scores[6400]).toBe(scores[6499]);
  expect(scores[6500]).toBeLessThan(scores[6499] as number);
});
