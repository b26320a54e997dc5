import type { Series } from './series.ts';

/** A score in [0, 1] for each row, from that row and those before it. */
export type Detector = (series: Series) => number[];
