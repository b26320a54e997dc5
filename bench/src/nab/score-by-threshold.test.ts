import { aSeries, scoresAt } from './a-series-for-test.ts';
import { type RatedRow, rateRows } from './rate-rows.ts';
import { scoreByThreshold } from './score-by-threshold.ts';

const even = { truePositive: 1, falsePositive: 1, falseNegative: 1 };
const [first, second] = [
  { from: 1, to: 2 },
  { from: 3, to: 3 },
];

/** The rows and the results of NAB's own test of calcScoreByThreshold. */
test('each threshold adds what becomes an anomaly at it, and a window counts its best row', () => {
  const rows: RatedRow[] = [
    { score: 0, worth: -3, window: undefined },
    { score: 0.2, worth: 20, window: first },
    { score: 0.3, worth: 10, window: first },
    { score: 0.5, worth: 5, window: second },
    { score: 0.5, worth: -3, window: undefined },
  ];
  const scores = scoreByThreshold(rows, { ...even, falseNegative: 5 });
  expect(scores).toEqual([
    { threshold: 1.1, score: -10, truePositives: 0, falsePositives: 0 },
    { threshold: 0.5, score: -3, truePositives: 1, falsePositives: 1 },
    { threshold: 0.3, score: 12, truePositives: 2, falsePositives: 1 },
    { threshold: 0.2, score: 22, truePositives: 3, falsePositives: 1 },
    { threshold: 0, score: 19, truePositives: 3, falsePositives: 2 },
  ]);
});

const scoreOf = (rows: number, windows: [number, number][], detected: number[], weights = even) => {
  const rated = rateRows(aSeries(rows, windows), scoresAt(rows, detected), weights);
  return (
    scoreByThreshold(rated, weights).find(({ threshold }) => threshold === 1) ?? scoreByThreshold(rated, weights)[0]
  );
};

test('a file without windows and detections scores 0', () => {
  expect(scoreOf(10, [], [])?.score).toBe(0);
});

test('each window that is missed costs its weight', () => {
  expect(
    scoreOf(
      2000,
      [
        [500, 509],
        [900, 909],
        [1300, 1309],
        [1700, 1709],
      ],
      [],
    )?.score,
  ).toBe(-4);
  expect(scoreOf(100, [[45, 54]], [], { ...even, falseNegative: 2 })?.score).toBe(-2);
});

test('a detection in the first row of a window scores its weight, further ones nothing', () => {
  expect(scoreOf(100, [[40, 49]], [40])?.score).toBe(1);
  expect(scoreOf(100, [[40, 49]], [40, 41, 49])?.score).toBe(1);
});

test('the last row of a window and the row behind it are worth the same with opposite signs', () => {
  const last = scoreOf(1000, [[450, 549]], [549])?.score ?? Number.NaN;
  const behind = scoreOf(1000, [[450, 549]], [550])?.score ?? Number.NaN;
  expect(last + behind + 1).toBeCloseTo(0, 3);
});

/** NAB's testScoringAllMetrics expects -0.9540 of 100 rows with windows of five rows at 30 and 65. */
test('detections in and behind a window, and another window missed, add up as in NAB', () => {
  expect(
    scoreOf(
      100,
      [
        [30, 34],
        [65, 69],
      ],
      [30, 31, 37],
    ),
  ).toEqual({
    threshold: 1,
    score: expect.closeTo(-0.954, 4),
    truePositives: 2,
    falsePositives: 1,
  });
});
