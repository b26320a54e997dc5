import { createHash } from 'node:crypto';
import type { EffectiveRule } from '@millrace/shared/alert-rules/effective-rule';
import { alertSeverities } from '@millrace/shared/contracts/alert-notification';
import { compileCondition } from './conditions/compile-condition.ts';
import type { Condition } from './conditions/condition.ts';
import { endOf } from './hours-of-day.ts';
import { ms, type Setting } from './life/setting.ts';

/** A rule made ready to be evaluated. */
export type CompiledRule = {
  rule: EffectiveRule;
  condition: Condition;
  /** Changes with the condition: what an earlier one remembered is not for this one. */
  form: string;
  /** Milliseconds. */
  lateness: number;
  quietUntil: Setting['quietUntil'];
};

/** Compiles each rule once, for as long as somebody holds it. */
export const compileRule = (rule: EffectiveRule): CompiledRule => {
  const known = compiled.get(rule);
  if (known) return known;
  const fresh: CompiledRule = {
    rule,
    condition: compileCondition(rule.when),
    form: createHash('sha256').update(JSON.stringify(rule.when)).digest('base64url').slice(0, 6),
    lateness: ms(rule.lateness),
    quietUntil: quietUntil(rule),
  };
  compiled.set(rule, fresh);
  return fresh;
};

const compiled = new WeakMap<EffectiveRule, CompiledRule>();

const quietUntil = ({ quiet }: EffectiveRule): Setting['quietUntil'] => {
  if (quiet === undefined) return () => undefined;
  const end = endOf(quiet.hours);
  const below = alertSeverities.indexOf(quiet.below ?? 'critical');
  return (severity, time) => (alertSeverities.indexOf(severity) < below ? end(time) : undefined);
};
