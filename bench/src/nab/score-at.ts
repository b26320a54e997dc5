import type { ThresholdScore } from './score-by-threshold.ts';

/** The score at any threshold: that of the lowest one listed which is not below it. The list goes from high to low. */
export const scoreAt = (scores: readonly ThresholdScore[], threshold: number): ThresholdScore =>
  scores.findLast((each) => each.threshold >= threshold) ?? (scores[0] as ThresholdScore);
