import { aSeries, scoresAt } from './a-series-for-test.ts';
import { rateRows } from './rate-rows.ts';

const even = { truePositive: 1, falsePositive: 1, falseNegative: 1 };
/** 2 / (1 + e^(5 x)) - 1, by hand. */
const sigmoid = (x: number) => 2 / (1 + Math.exp(5 * x)) - 1;

const worths = (rows: number, windows: [number, number][], weights = even): (number | undefined)[] => {
  const rated = rateRows(aSeries(rows, windows), scoresAt(rows, []), weights).map(({ worth }) => worth);
  return [...Array(rows - rated.length).fill(undefined), ...rated];
};

test('rows of the probationary period are left out', () => {
  expect(rateRows(aSeries(100), scoresAt(100, []), even)).toHaveLength(85);
  expect(rateRows(aSeries(10_000), scoresAt(10_000, []), even)).toHaveLength(9250);
});

test('a window is worth everything at its first row and falls to the row after its last', () => {
  const worth = worths(100, [[40, 49]]);
  expect(worth[40]).toBe(1);
  expect(worth[45]).toBeCloseTo(sigmoid(-0.5) / sigmoid(-1), 12);
  expect(worth[49]).toBeCloseTo(sigmoid(-0.1) / sigmoid(-1), 12);
});

test('a false positive ahead of all windows costs its whole weight', () => {
  expect(worths(100, [[40, 49]])[39]).toBe(-1);
  expect(worths(100, [])[99]).toBe(-1);
});

test('behind a window it costs the more the further it is off, in widths less one', () => {
  const worth = worths(100, [[40, 49]]);
  expect(worth[50]).toBeCloseTo(sigmoid(1 / 9), 12);
  expect(worth[58]).toBeCloseTo(sigmoid(1), 12);
  expect(worth[76]).toBeCloseTo(sigmoid(3), 12);
  expect(worth[77]).toBe(-1);
});

test('the last window that was passed counts, ahead of the next one too', () => {
  expect(
    worths(200, [
      [40, 49],
      [100, 119],
    ])[99],
  ).toBe(-1);
  expect(
    worths(200, [
      [40, 49],
      [100, 119],
    ])[130],
  ).toBeCloseTo(sigmoid(11 / 19), 12);
});

test('weights scale what a row is worth', () => {
  const worth = worths(100, [[40, 49]], { truePositive: 3, falsePositive: 0.11, falseNegative: 1 });
  expect([worth[40], worth[39]]).toEqual([3, -0.11]);
});

test('a row of a window in the probationary period counts neither way', () => {
  const rated = rateRows(aSeries(100, [[10, 19]]), scoresAt(100, []), even);
  expect(rated.filter(({ window }) => window)).toHaveLength(5);
  expect(rated[0]?.worth).toBeCloseTo(sigmoid(-0.5) / sigmoid(-1), 12);
});

test('a window of one row is left behind at once', () => {
  const worth = worths(100, [[40, 40]]);
  expect([worth[40], worth[41]]).toEqual([1, -1]);
});
