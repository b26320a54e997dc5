import { probationaryLength } from './probationary-length.ts';
import type { Weights } from './profiles.ts';
import { scaledSigmoid } from './scaled-sigmoid.ts';
import type { Series, Window } from './series.ts';

/** A row that counts: what it is worth if it is called an anomaly, and the window that it lies in. */
export type RatedRow = { score: number; worth: number; window: Window | undefined };

/**
 * What calling each row an anomaly is worth, by calcSweepScore in NAB's nab/sweeper.py. Rows of the probationary period are
 * left out: they count neither way.
 */
export const rateRows = ({ times, windows }: Series, scores: readonly number[], weights: Weights): RatedRow[] => {
  const earliest = scaledSigmoid(-1);
  const probation = probationaryLength(times.length);
  const waiting = [...windows];
  let inside: { window: Window; end: number; width: number } | undefined;
  let passed: { end: number; width: number } | undefined;
  const rated: RatedRow[] = [];
  for (const [row, time] of times.entries()) {
    if (waiting[0]?.from === time) {
      const window = waiting.shift() as Window;
      const end = times.indexOf(window.to);
      inside = { window, end, width: end - times.indexOf(window.from) + 1 };
    }
    const worth = inside
      ? (scaledSigmoid(-(inside.end - row + 1) / inside.width) * weights.truePositive) / earliest
      : worthOutside(row, passed) * weights.falsePositive;
    if (row >= probation) rated.push({ score: scores[row] ?? 0, worth, window: inside?.window });
    if (inside?.window.to === time) {
      passed = { end: row, width: inside.width };
      inside = undefined;
    }
  }
  return rated;
};

/** Ahead of the first window a false positive is as far off as can be. */
const worthOutside = (row: number, passed: { end: number; width: number } | undefined): number =>
  passed ? scaledSigmoid((row - passed.end) / (passed.width - 1)) : -1;
