import type { EffectiveRule } from '../alert-rules/effective-rule.ts';

/** A rule that raises at once when the heart rate is above 120 and clears at once from 110 on. */
export const anEffectiveRule = (given: Partial<EffectiveRule> = {}): EffectiveRule => ({
  id: 'tachycardia',
  summary: 'Heart rate is high',
  severity: 'warning',
  when: { threshold: { measure: 'heart-rate', above: 120, clear: 110 } },
  ...given,
});
