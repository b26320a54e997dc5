import type { OtlpCandidate } from '../otlp/otlp-candidate.ts';
import type { RecordResult } from '../take/take-readings.ts';

/** Reasons that one answer spells out. */
const maxReasons = 10;

/**
 * How many data points or log records were set aside, and why; or that attributes were left out. Undefined where all was taken
 * as it came.
 */
export const partialSuccess = (
  candidates: readonly OtlpCandidate[],
  results: readonly RecordResult[],
): { rejected: number; message: string } | undefined => {
  const reasons = new Map<string, number>();
  let notWhole = 0;
  candidates.forEach(({ items, isWhole = true }, index) => {
    const result = results[index];
    if (result?.status === 'set-aside') {
      const { detail } = result.reason;
      reasons.set(detail, (reasons.get(detail) ?? 0) + items);
    } else if (!isWhole) notWhole += items;
  });
  const rejected = [...reasons.values()].reduce((sum, items) => sum + items, 0);
  if (rejected + notWhole === 0) return undefined;
  const sentences = [
    ...(rejected > 0 ? [`${rejected} set aside: ${listed(reasons)}.`] : []),
    ...(notWhole > 0 ? [`${notWhole} taken with attributes cut or left out that no reading can hold.`] : []),
  ];
  return { rejected, message: sentences.join(' ') };
};

const listed = (reasons: ReadonlyMap<string, number>): string =>
  [...reasons]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, maxReasons)
    .map(([detail, items]) => `${detail} (${items})`)
    .join('; ');
