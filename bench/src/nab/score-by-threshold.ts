import type { Weights } from './profiles.ts';
import type { RatedRow } from './rate-rows.ts';
import type { Window } from './series.ts';

export type ThresholdScore = {
  /** Rows whose score is at least this are anomalies. */
  threshold: number;
  score: number;
  /** Rows of windows that are called anomalies, and rows outside that are. */
  truePositives: number;
  falsePositives: number;
};

/**
 * The score of a corpus at each threshold that tells rows apart, highest first, starting with one that no row reaches:
 * calcScoreByThreshold in NAB's nab/sweeper.py. A window counts its best row, or what a miss weighs.
 */
export const scoreByThreshold = (rows: readonly RatedRow[], { falseNegative }: Weights): ThresholdScore[] => {
  const best = new Map<Window, number>();
  for (const { window } of rows) if (window) best.set(window, -falseNegative);
  let [windowsScore, penalty] = [-falseNegative * best.size, 0];
  let [threshold, truePositives, falsePositives] = [aboveAllScores, 0, 0];
  const reached: ThresholdScore[] = [];
  const keep = () => reached.push({ threshold, score: windowsScore + penalty, truePositives, falsePositives });
  for (const { score, worth, window } of rows.toSorted((left, right) => right.score - left.score)) {
    if (score !== threshold) {
      keep();
      threshold = score;
    }
    if (window) {
      truePositives++;
      const former = best.get(window) ?? 0;
      if (worth > former) {
        best.set(window, worth);
        windowsScore += worth - former;
      }
    } else {
      falsePositives++;
      penalty += worth;
    }
  }
  keep();
  return reached;
};

const aboveAllScores = 1.1;
