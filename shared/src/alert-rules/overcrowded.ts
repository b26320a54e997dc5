import type { AlertRule } from '@millrace/shared/contracts/alert-rule';

/** Rules that may select one device: what bounds the device's item in the table (`device-record.ts`). */
export const maxRulesPerDevice = 64;

/**
 * Says what is wrong when more rules than that may select one device; which devices there are is not asked.
 * Rules that select the same device overlap pairwise. So if more than 64 selected one, more than 64 rules would each
 * overlap with at least 64 others. Turned round, a file without that many such rules is safe, and a few rules for
 * everything beside many narrow ones are not refused.
 */
export const overcrowded = (rules: AlertRule[]): string | undefined => {
  const enabled = rules.filter((rule) => rule.enabled);
  const crowded = enabled.filter((rule) => enabled.filter((other) => overlap(rule, other)).length > maxRulesPerDevice);
  return crowded.length > maxRulesPerDevice
    ? `more than ${maxRulesPerDevice} rules may select the same device`
    : undefined;
};

const overlap = ({ select: a }: AlertRule, { select: b }: AlertRule): boolean =>
  agree(a.tenant, b.tenant) &&
  agree(a.deviceType, b.deviceType) &&
  agree(a.site, b.site) &&
  Object.entries(a.labels ?? {}).every(([name, value]) => agree(value, b.labels?.[name]));

const agree = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a === b;
