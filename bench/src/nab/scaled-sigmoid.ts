/**
 * Worth of a detection by where it is: -1 is the first row of a window (0.98661), 0 the row after it (0), 1 about a
 * window's width later (-0.98661), from 3 on it is as far off as can be (-1).
 * Source: scaledSigmoid in NAB's nab/sweeper.py.
 */
export const scaledSigmoid = (position: number): number =>
  position > 3 ? -1 : 2 * (1 / (1 + Math.exp(5 * position))) - 1;
