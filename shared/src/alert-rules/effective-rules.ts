import type { AlertRule, AlertRules } from '../contracts/alert-rule.ts';
import type { DeviceDescription, EffectiveRule } from './effective-rule.ts';
import { ruleWith } from './rule-with.ts';
import { tellApart } from './tell-apart.ts';

type Override = NonNullable<AlertRule['overrides']>[number];
type SelectedRules = ReadonlyMap<string, EffectiveRule>;

/** Rules in remembered answers: some ten megabytes. Where there would be more, all are forgotten, and soon known again. */
const maxRemembered = 100_000;

/**
 * The rules of a checked set as they hold for each device: merged with the last override that fits, and once more for each
 * subscriber. What holds alike for two devices is one and the same object. `ids` are those of all, enabled or not. A rule
 * selects by the registry's description at the reading's own time; answers are remembered.
 */
export const effectiveRules = ({ version, rules }: AlertRules) => {
  const describe = tellApart(rules);
  const variants = rules.map(variantsOf);
  const answers = new Map<number | string, SelectedRules>();
  let remembered = 0;
  const answer = (device: DeviceDescription): SelectedRules =>
    new Map(variants.flatMap((holdingFor) => holdingFor(device)).map((rule) => [rule.id, rule]));
  return {
    version,
    ids: new Set(
      rules.flatMap((rule) => [rule.id, ...subscribersOf(rule).map(([name]) => `${rule.id}@${name}`)]),
    ) as ReadonlySet<string>,
    select(device: DeviceDescription): SelectedRules {
      const description = describe(device);
      const known = answers.get(description);
      if (known) return known;
      const selected = answer(device);
      if (remembered > maxRemembered) {
        answers.clear();
        remembered = 0;
      }
      answers.set(description, selected);
      remembered += 1 + selected.size;
      return selected;
    },
  };
};

/** What holds of one rule for a device. Made when first asked for: of all overrides and subscribers few meet. */
const variantsOf = (rule: AlertRule) => {
  const { select = {}, overrides = [] } = rule;
  const made = new Map<Override | undefined, readonly EffectiveRule[]>();
  return (device: DeviceDescription): readonly EffectiveRule[] => {
    if (!fits(select, device)) return [];
    const override = overrides.findLast((each) => fits(each.select, device));
    const variants = made.get(override) ?? makeVariants(rule, override);
    made.set(override, variants);
    return variants;
  };
};

const makeVariants = (rule: AlertRule, override: Override | undefined): EffectiveRule[] =>
  [
    ruleWith(rule, override?.set),
    ...subscribersOf(rule).map(([name, set]) => ({ ...ruleWith(rule, override?.set, set), id: `${rule.id}@${name}` })),
  ].flatMap(({ enabled = true, ...effective }) => (enabled ? [effective] : []));

const subscribersOf = ({ subscribers = {} }: AlertRule) => Object.entries(subscribers);

const fits = (select: Override['select'], { deviceId, tenant, deviceType, site, labels }: DeviceDescription): boolean =>
  (select.device ?? deviceId) === deviceId &&
  (select.tenant ?? tenant) === tenant &&
  (select.deviceType ?? deviceType) === deviceType &&
  (select.site ?? site) === site &&
  Object.entries(select.labels ?? {}).every(([name, value]) => labels[name] === value);
