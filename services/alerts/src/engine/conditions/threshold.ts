import type { Threshold } from '@millrace/shared/contracts/alert-condition';
import type { MeasureValue } from '@millrace/shared/contracts/reading';
import { type Condition, type Observed, type Truth, timeless } from './condition.ts';

/** A value beyond a limit. Remembers nothing: what holds is what the latest value says. */
export const threshold = (given: Threshold): Condition<undefined> => {
  const judge = judgement(given);
  return {
    ...timeless,
    measure: given.measure,
    looksAt: new Set([given.measure]),
    knowsWhatItSaw: false,
    observe(memory, reading) {
      const measured = measuredIn(reading, given);
      if (measured === undefined) return { memory };
      const truth = judge(measured.value);
      return truth === undefined ? { memory } : { memory, truth, ...measured };
    },
  };
};

/** The value of a measure; none where it is in another unit than asked for, which no limit can be held against. */
export const measuredIn = (
  { measures }: Observed,
  { measure, unit }: { measure: string; unit?: string | undefined },
): { value: MeasureValue; unit?: string } | undefined => {
  const found = Object.hasOwn(measures, measure) ? measures[measure] : undefined;
  if (found === undefined || (unit !== undefined && found.unit !== unit)) return undefined;
  return found.unit === undefined ? { value: found.value } : { value: found.value, unit: found.unit };
};

/** Says nothing of a text or a boolean where there are limits. The limits themselves are no breach. */
export const judgement = (given: Threshold): ((value: MeasureValue) => Truth | undefined) => {
  const { equal, unequal } = given;
  if (equal !== undefined) return (value) => (value === equal ? 'breach' : 'clear');
  if (unequal !== undefined) return (value) => (value === unequal ? 'clear' : 'breach');
  const quiet = quietRange(given);
  const clear = clearRange(given);
  return (value) => {
    if (typeof value !== 'number') return undefined;
    if (!within(quiet, value)) return 'breach';
    return within(clear, value) ? 'clear' : 'between';
  };
};

/** From and to, both included. */
type Span = readonly [number, number];

const quietRange = ({ above, below, outside }: Threshold): Span =>
  outside ?? [below ?? Number.NEGATIVE_INFINITY, above ?? Number.POSITIVE_INFINITY];

/** Between here and the ends of the quiet range lies the hysteresis. */
const clearRange = (given: Threshold): Span => {
  const { above, clear } = given;
  if (clear === undefined) return quietRange(given);
  if (typeof clear !== 'number') return clear;
  return above === undefined ? [clear, Number.POSITIVE_INFINITY] : [Number.NEGATIVE_INFINITY, clear];
};

const within = ([from, to]: Span, value: number): boolean => from <= value && value <= to;
