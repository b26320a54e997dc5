import { isDeepStrictEqual } from 'node:util';
import type { AlertRule } from '../contracts/alert-rule.ts';

/** `path` as `when.threshold.above`; undefined where the field is not there. */
type Change = { path: string; before: unknown; after: unknown };

export type Difference = {
  added: string[];
  changed: { id: string; changes: Change[] }[];
  removed: string[];
  unchanged: number;
};

/** What becomes of the rules in force, rule by rule. Their order says nothing, nor that of fields. */
export const compareRules = (before: readonly AlertRule[], after: readonly AlertRule[]): Difference => {
  const earlier = new Map(before.map((rule) => [rule.id, rule]));
  const later = new Set(after.map(({ id }) => id));
  const kept = after.flatMap((rule) => {
    const old = earlier.get(rule.id);
    return old ? [{ id: rule.id, changes: changesIn(old, rule) }] : [];
  });
  const changed = kept.filter(({ changes }) => changes.length > 0);
  return {
    added: [...later].filter((id) => !earlier.has(id)),
    changed,
    removed: [...earlier.keys()].filter((id) => !later.has(id)),
    unchanged: kept.length - changed.length,
  };
};

const changesIn = (before: unknown, after: unknown, path: readonly string[] = []): Change[] => {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isHolder(before) || !isHolder(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ path: path.join('.'), before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => changesIn(before[name], after[name], [...path, name]));
};

const isHolder = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
