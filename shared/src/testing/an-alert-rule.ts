import type { AlertRule } from '../contracts/alert-rule.ts';

/** A valid rule that raises at once when the heart rate is above 120 and clears at once from 110 on. */
export const anAlertRule = (given: Partial<AlertRule> = {}): AlertRule => ({
  id: 'tachycardia',
  summary: 'Heart rate is high',
  severity: 'warning',
  when: { threshold: { measure: 'heart-rate', above: 120, clear: 110 } },
  ...given,
});
