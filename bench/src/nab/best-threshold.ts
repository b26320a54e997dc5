import type { ThresholdScore } from './score-by-threshold.ts';

/** The threshold with the highest score; of equals the highest, as NAB's nab/optimizer.py has it. */
export const bestThreshold = (scores: readonly ThresholdScore[]): ThresholdScore =>
  scores.reduce((best, each) => (each.score > best.score ? each : best));
