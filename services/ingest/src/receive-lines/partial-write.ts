import type { Reason } from '@millrace/shared/contracts/parsed';
import type { LineCandidate } from '../lines/line-candidates.ts';
import type { RecordResult } from '../take/take-readings.ts';

/** Lines that one answer spells out. */
const maxLines = 10;

/**
 * Which lines were set aside, and why; undefined where none was. In the form of InfluxDB's own message: clients look for `partial write`
 * to know that the rest was taken.
 */
export const partialWrite = (
  candidates: readonly LineCandidate[],
  results: readonly RecordResult[],
): string | undefined => {
  const bad = new Map<number, Reason>();
  candidates.forEach(({ line }, index) => {
    const result = results[index];
    if (result?.status === 'set-aside') bad.set(line, result.reason);
  });
  if (bad.size === 0) return undefined;
  const told = Array.from(
    bad,
    ([line, { pointer, detail }]) => `line ${line}: ${pointer ? `${pointer} ` : ''}${detail}`,
  );
  const rest = told.length > maxLines ? [`and ${told.length - maxLines} more`] : [];
  return `partial write: ${[...told.slice(0, maxLines), ...rest].join('; ')}; dropped=${bad.size}`;
};
