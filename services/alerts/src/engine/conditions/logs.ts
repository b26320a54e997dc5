import type { Logs } from '@millrace/shared/contracts/alert-condition';
import { severities } from '@millrace/shared/contracts/reading';
import type { Condition, Truth } from './condition.ts';

/** The latest lines that count, oldest first: time, and a digest of the reading's id, for lines share a millisecond. */
type Lines = readonly (readonly [time: number, id: number])[];

/** So many log lines of a severity within a time. Only as many lines are remembered as are counted. */
export const logs = ({ severity, count, within }: Logs): Condition<Lines> => {
  const lowest = severities.indexOf(severity);
  const span = within * 1000;
  /** The lines in the span that ends at `time`, which it includes. */
  const recent = (lines: Lines, time: number): Lines => lines.filter(([at]) => at > time - span);
  const truthOf = (lines: Lines): Truth => (lines.length >= count ? 'breach' : 'clear');
  return {
    looksAt: new Set(),
    knowsWhatItSaw: true,
    observe(memory, { time, id, log }) {
      if (log === undefined || severities.indexOf(log.severity) < lowest) return { memory };
      const before = memory ?? [];
      const digest = digestOf(id);
      if (before.some(([at, seen]) => at === time && seen === digest)) return { memory };
      // So many lines of this very instant count already that one more says nothing.
      if (before.length === count && before[0]?.[0] === time) return { memory };
      const lines = [...recent(before, time), [time, digest] as const].slice(-count);
      return { memory: lines, truth: truthOf(lines), value: lines.length };
    },
    dueAt: (memory = []) => (truthOf(memory) === 'breach' ? (memory[0]?.[0] ?? 0) + span : undefined),
    pass(memory = [], time) {
      const lines = recent(memory, time);
      return { memory: lines, truth: truthOf(lines), value: lines.length };
    },
  };
};

/** FNV-1a, 32 bits: tells apart the few lines of one millisecond. */
const digestOf = (id: string): number => {
  let digest = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) digest = Math.imul(digest ^ id.charCodeAt(at), 0x01000193);
  return digest >>> 0;
};
