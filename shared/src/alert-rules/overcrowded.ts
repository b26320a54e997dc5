import type { AlertRule, Selection } from '../contracts/alert-rule.ts';
import { ruleWith } from './rule-with.ts';

/** Rules, those of subscribers counted as well, that may select one device: what bounds what is kept of a device. */
export const maxRulesPerDevice = 64;

/**
 * Says what is wrong when more rules than that may select one device; which devices there are is not asked.
 * Rules that select the same device overlap pairwise. So if more than 64 selected one, more than 64 rules would each
 * overlap with at least 64 others. Turned round, a file without that many such rules is safe, and a few rules for
 * everything beside many narrow ones are not refused. A rule counts once for itself and once for each subscriber.
 */
export const overcrowded = (rules: readonly AlertRule[]): string | undefined => {
  const weighed = rules
    .map((rule) => ({ select: rule.select ?? {}, weight: weightOf(rule) }))
    .filter(({ weight }) => weight > 0);
  const crowded = weighed.filter(
    ({ select }) => total(weighed.filter((other) => overlap(select, other.select))) > maxRulesPerDevice,
  );
  return total(crowded) > maxRulesPerDevice
    ? `more than ${maxRulesPerDevice} rules may select the same device`
    : undefined;
};

type Weighed = { select: Selection; weight: number };

const total = (weighed: readonly Weighed[]): number => weighed.reduce((sum, { weight }) => sum + weight, 0);

/** Variants of a rule that are enabled for one device or another. */
const weightOf = (rule: AlertRule): number => {
  const { overrides = [], subscribers = {} } = rule;
  return [undefined, ...Object.values(subscribers)].filter((ofSubscriber) =>
    [undefined, ...overrides.map(({ set }) => set)].some(
      (override) => ruleWith(rule, override, ofSubscriber).enabled ?? true,
    ),
  ).length;
};

const overlap = (a: Selection, b: Selection): boolean =>
  agree(a.tenant, b.tenant) &&
  agree(a.deviceType, b.deviceType) &&
  agree(a.site, b.site) &&
  Object.entries(a.labels ?? {}).every(([name, value]) => agree(value, b.labels?.[name]));

const agree = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a === b;
