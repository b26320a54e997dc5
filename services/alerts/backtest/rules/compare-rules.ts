import { isDeepStrictEqual } from 'node:util';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';

/** `path` as `when.threshold.above`; undefined where it is not there. */
export type FieldChange = { path: string; before: unknown; now: unknown };

/** One rule that is not the same in two sets. */
export type RuleChange = { rule: string } & (
  | { change: 'added' | 'removed' }
  | { change: 'changed'; fields: FieldChange[] }
);

/** What was done to the rules, by id. The order of rules, and of fields, means nothing. */
export const compareRules = (proposed: readonly AlertRule[], inForce: readonly AlertRule[]): RuleChange[] => {
  const before = new Map(inForce.map((rule) => [rule.id, rule]));
  const now = new Map(proposed.map((rule) => [rule.id, rule]));
  const ids = [...new Set([...now.keys(), ...before.keys()])].sort();
  return ids.flatMap((rule): RuleChange[] => {
    const [old, fresh] = [before.get(rule), now.get(rule)];
    if (old === undefined) return [{ rule, change: 'added' }];
    if (fresh === undefined) return [{ rule, change: 'removed' }];
    const fields = changedFields(old, fresh);
    return fields.length === 0 ? [] : [{ rule, change: 'changed', fields }];
  });
};

const changedFields = (before: unknown, now: unknown, path: readonly string[] = []): FieldChange[] => {
  if (isDeepStrictEqual(before, now)) return [];
  if (!isObject(before) || !isObject(now)) return [{ path: path.join('.'), before, now }];
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((name) =>
    changedFields(before[name], now[name], [...path, name]),
  );
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
