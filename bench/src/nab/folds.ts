import type { Series } from './series.ts';

/**
 * Which fold each file is in. The files of a category, in the order of their names, are dealt out in turn, each category going
 * on where the one before it ended: a category is spread over the folds, and folds are of equal size.
 */
export const foldsOf = (series: readonly Series[], folds: number): number[] => {
  const dealt = series
    .map(({ name }, index) => ({ name, index }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const fold: number[] = Array(series.length).fill(0);
  for (const [turn, { index }] of dealt.entries()) fold[index] = turn % folds;
  return fold;
};
