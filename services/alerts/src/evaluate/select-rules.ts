import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';

export type SelectedRules = ReadonlyMap<string, AlertRule>;

/**
 * The enabled rules that select a reading's device, by id, as the registry described it at the reading's own time.
 * Remembers its answers: readings repeat few descriptions.
 */
export const selectRules = (rules: readonly AlertRule[]) => {
  const answers = new Map<string, SelectedRules>();
  return (reading: EnrichedReading): SelectedRules => {
    const { tenant, deviceType, site, labels } = reading;
    const description = JSON.stringify([tenant, deviceType, site, labels]);
    let selected = answers.get(description);
    if (!selected) {
      selected = new Map(rules.filter((rule) => selects(rule, reading)).map((rule) => [rule.id, rule]));
      answers.set(description, selected);
    }
    return selected;
  };
};

const selects = ({ enabled, select }: AlertRule, { tenant, deviceType, site, labels }: EnrichedReading): boolean =>
  enabled &&
  (select.tenant ?? tenant) === tenant &&
  (select.deviceType ?? deviceType) === deviceType &&
  (select.site ?? site) === site &&
  Object.entries(select.labels ?? {}).every(([name, value]) => labels[name] === value);
