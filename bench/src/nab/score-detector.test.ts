import { aSeries, scoresAt } from './a-series-for-test.ts';
import { scoreDetector } from './score-detector.ts';

const none = { folds: undefined, recommended: undefined };
const folds = { ...none, folds: 5 };
const series = Array.from({ length: 10 }, (_, index) => aSeries(100, [[40, 49]], `a/${index}.csv`));

test('a detector that finds each window at its first row scores 100, one that tells nothing 0', () => {
  const perfect = scoreDetector(
    series,
    series.map(() => scoresAt(100, [40])),
    folds,
  );
  const blind = scoreDetector(
    series,
    series.map(() => Array(100).fill(0.5)),
    folds,
  );
  for (const profile of ['standard', 'low FP', 'low FN'] as const) {
    expect(perfect[profile]).toEqual({
      score: 100,
      threshold: 1,
      falsePositives: 0,
      windowsFound: 10,
      crossValidated: 100,
      recommended: undefined,
    });
    expect(blind[profile]).toMatchObject({ score: 0, threshold: 1.1, windowsFound: 0, crossValidated: 0 });
  }
});

test('what is missed and what is wrong weighs as the profile has it', () => {
  // Nine of ten windows found at once, and one false positive far from any.
  const scores = series.map((_, index) => scoresAt(100, index === 0 ? [30] : [40]));
  const scored = scoreDetector(series, scores, none);
  expect(scored.standard.score).toBeCloseTo((100 * (9 - 1 - 0.11 + 10)) / 20, 10);
  expect(scored['low FP'].score).toBeCloseTo((100 * (9 - 1 - 0.22 + 10)) / 20, 10);
  expect(scored['low FN'].score).toBeCloseTo((100 * (9 - 2 - 0.11 + 20)) / 30, 10);
  expect(scored.standard).toMatchObject({ falsePositives: 1, windowsFound: 9, crossValidated: undefined });
});

test('a file is judged by the threshold that is best for the files of the other folds', () => {
  // The first file alone would be best at 0.2; the others forbid it, since all their rows score 0.3.
  const scores = series.map((_, index) =>
    index === 0 ? scoresAt(100, [40]).map((each) => each * 0.2) : scoresAt(100, [40]).map((each) => 0.3 + each * 0.7),
  );
  const { score, threshold, crossValidated } = scoreDetector(series, scores, folds).standard;
  expect(threshold).toBe(1);
  expect(score).toBeCloseTo(90, 10);
  expect(crossValidated).toBeCloseTo(90, 10);
});

test('what is best for a file alone does not help it', () => {
  // In the first fold's two files windows reach 0.4, and everything else 0.3; elsewhere 0.9 and 0.8.
  const scores = series.map((_, index) => {
    const base = index % 5 === 0 ? 0.3 : 0.8;
    return scoresAt(100, [40]).map((each) => base + each * 0.1);
  });
  const { crossValidated } = scoreDetector(series, scores, folds).standard;
  expect(crossValidated).toBeCloseTo(80, 10);
});

test('windows that lie in the probationary period cannot be found, and count all the same', () => {
  const hidden = [
    aSeries(100, [
      [2, 5],
      [40, 49],
    ]),
  ];
  // The null detector misses the one that can be found: -1. All there is to win is 1 of (2 + 1).
  expect(scoreDetector(hidden, [scoresAt(100, [2, 40])], none).standard.score).toBeCloseTo((100 * 2) / 3, 10);
});

test('the score at a threshold that the detector recommends is told as well', () => {
  const scores = series.map(() => scoresAt(100, [40, 39]).map((each) => each * 0.5));
  scores[0] = scoresAt(100, [40]);
  const at = (recommended: number) => scoreDetector(series, scores, { ...none, recommended }).standard.recommended;
  expect(at(0.9)).toBeCloseTo((100 * 2) / 20, 10);
  expect(at(0.5)).toBeCloseTo((100 * (20 - 9 * 0.11)) / 20, 10);
});
