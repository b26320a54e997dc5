import type { Weights } from './profiles.ts';

/**
 * A corpus's score between the null detector's, which calls nothing an anomaly (0), and that of one which finds every
 * window at its first row (100): normalize in NAB's nab/runner.py.
 */
export const normalise = (score: number, nullScore: number, windows: number, { truePositive }: Weights): number =>
  (100 * (score - nullScore)) / (windows * truePositive - nullScore);
