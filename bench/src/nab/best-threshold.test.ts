import { bestThreshold } from './best-threshold.ts';
import { scoreAt } from './score-at.ts';

const at = (threshold: number, score: number) => ({ threshold, score, truePositives: 0, falsePositives: 0 });
const list = [at(1.1, -2), at(0.9, 3), at(0.5, 1), at(0.2, 3)];

test('of equally good thresholds the highest is best', () => {
  expect(bestThreshold(list).threshold).toBe(0.9);
  expect(bestThreshold([at(1.1, 0), at(0.5, -1)]).threshold).toBe(1.1);
});

test.each([
  [2, -2],
  [1, -2],
  [0.9, 3],
  [0.7, 3],
  [0.5, 1],
  [0.1, 3],
])('the score at %p is that of the rows which reach it: %p', (threshold, score) => {
  expect(scoreAt(list, threshold).score).toBe(score);
});
