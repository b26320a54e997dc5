import type { EffectiveRule } from '@millrace/shared/alert-rules/effective-rule';
import type { Observed } from '../conditions/condition.ts';
import { judgement, measuredIn } from '../conditions/threshold.ts';

/** Of each escalation step that goes by a value: whether the value is beyond its limit, and since when. */
export type Weighed = readonly ([at: number, isBeyond: 0 | 1] | null)[];

/**
 * What a reading says of the steps that go by a value, alert or not, for the latest value holds until the next one comes.
 * The same object where it says nothing new. A step is not shown a reading that is no later than the one it last changed with.
 */
export const weigh = (
  { escalate }: Pick<EffectiveRule, 'escalate'>,
  before: Weighed | undefined,
  reading: Observed,
): Weighed | undefined => {
  if (escalate === undefined) return before;
  let changed = false;
  const after = escalate.map(({ when }, index) => {
    const known = before?.[index] ?? null;
    const measured = when && measuredIn(reading, when);
    if (when === undefined || measured === undefined || (known !== null && reading.time <= known[0])) return known;
    const truth = judgement(when)(measured.value);
    const isBeyond = truth === 'breach' ? 1 : truth === 'clear' ? 0 : (known?.[1] ?? 0);
    if (isBeyond === (known?.[1] ?? 0)) return known;
    changed = true;
    return [reading.time, isBeyond] satisfies Weighed[number];
  });
  return changed ? after : before;
};

/** The steps whose limits the values are beyond, as bits. */
export const beyondIn = (weighed: Weighed = []): number =>
  weighed.reduce((bits, each, index) => (each?.[1] ? bits | (1 << index) : bits), 0);
