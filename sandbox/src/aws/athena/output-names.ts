import type { Select } from '../glue/read-select.ts';

/**
 * The names of a SELECT's columns as Trino gives them: an expression without alias is `_col` and its position. What a
 * star gives is named already; between two stars positions are not known, and DuckDB's names stay.
 */
export const outputNames = (items: Select['items'], names: string[]): string[] => {
  const firstStar = items.indexOf('star');
  const afterLastStar = items.length - 1 - items.lastIndexOf('star');
  return names.map((name, index) => {
    const fromEnd = names.length - index;
    const item =
      firstStar < 0 || index < firstStar ? items[index] : fromEnd <= afterLastStar ? items.at(-fromEnd) : 'star';
    return item === 'unnamed' ? `_col${index}` : name;
  });
};
