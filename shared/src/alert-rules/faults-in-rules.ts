import { type AlertRule, maxRules } from '../contracts/alert-rule.ts';
import type { Fault } from './fault.ts';
import { faultsInRule } from './faults-in-rule.ts';
import { overcrowded } from './overcrowded.ts';

/** `index` of the rule that the pointer is relative to; none where the fault is of all together. */
export type RulesFault = Fault & { index?: number };

/** Everything that can be told at once of what is wrong in a set of rules as somebody wrote them. */
export const faultsInRules = (rules: readonly unknown[]): RulesFault[] => {
  const ids = rules.map(idOf);
  const faults = rules.flatMap((rule, index): RulesFault[] => {
    const own = faultsInRule(rule);
    const found = [...(own.length === 0 ? faultsInSuppress(rule as AlertRule, ids) : own)];
    if (ids[index] !== undefined && ids.indexOf(ids[index]) < index)
      found.push({ pointer: '/id', detail: 'is the id of an earlier rule' });
    return found.map((fault) => ({ ...fault, index }));
  });
  if (rules.length > maxRules) faults.push({ pointer: '', detail: `more than ${maxRules} rules` });
  if (faults.length > 0) return faults;
  const crowd = overcrowded(rules as AlertRule[]);
  return crowd === undefined ? [] : [{ pointer: '', detail: crowd }];
};

/** The id of what may be a rule. */
export const idOf = (rule: unknown): string | undefined => {
  const id = typeof rule === 'object' && rule !== null && 'id' in rule ? rule.id : undefined;
  return typeof id === 'string' ? id : undefined;
};

const faultsInSuppress = ({ id, suppress }: AlertRule, ids: readonly (string | undefined)[]): Fault[] => {
  if (!suppress) return [];
  if (suppress.rule === id) return [{ pointer: '/suppress/rule', detail: 'is this rule itself' }];
  return ids.includes(suppress.rule) ? [] : [{ pointer: '/suppress/rule', detail: 'is the id of no rule' }];
};
