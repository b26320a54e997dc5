import type { EffectiveRule } from '@millrace/shared/alert-rules/effective-rule';
import { compileRule } from './compile-rule.ts';
import type { Observed } from './conditions/condition.ts';

/** As much of a reading as rules with lateness look at: it is kept until they do. */
export const lookedAtBy = (
  rules: ReadonlyMap<string, EffectiveRule>,
  { id, time, measures, log }: Observed,
): Observed => {
  const names = new Set<string>();
  for (const rule of rules.values()) {
    if (!rule.lateness) continue;
    for (const name of compileRule(rule).condition.looksAt) names.add(name);
    for (const { when } of rule.escalate ?? []) if (when) names.add(when.measure);
  }
  return {
    ...{ id, time },
    measures: Object.fromEntries(
      Object.entries(measures).flatMap(([name, { value, unit }]) =>
        names.has(name) ? [[name, unit === undefined ? { value } : { value, unit }]] : [],
      ),
    ),
    ...(log === undefined ? {} : { log: { severity: log.severity, body: '' } }),
  };
};
