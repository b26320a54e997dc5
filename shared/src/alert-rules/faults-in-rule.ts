import { alertSeverities } from '../contracts/alert-notification.ts';
import { AlertRule, type Patch } from '../contracts/alert-rule.ts';
import { schemaFaults } from '../contracts/schema-faults.ts';
import { type Fault, under } from './fault.ts';
import { faultsInCondition } from './faults-in-condition.ts';
import { faultsInHours } from './faults-in-hours.ts';
import { faultsInThreshold } from './faults-in-threshold.ts';
import { ruleWith } from './rule-with.ts';

/**
 * What is wrong in a rule that somebody wrote: by the schema, then what a schema cannot say, then what its overrides and
 * subscribers make of it, where nothing is wrong without them.
 */
export const faultsInRule = (rule: unknown): Fault[] => {
  const faults = faultsInOne(rule);
  return faults.length > 0 ? faults : faultsInVariants(rule as AlertRule);
};

const faultsInShape = schemaFaults(AlertRule);

/** Parts of a rule that are sound are looked into, whatever is wrong beside them. */
const faultsInOne = (rule: unknown): Fault[] => {
  const shape = faultsInShape(rule);
  const { when, for: held, escalate = [], quiet, severity } = Object(rule) as AlertRule;
  const is = (part: (value: unknown) => unknown[], value: unknown) => shape.length === 0 || part(value).length === 0;
  return [
    ...shape,
    ...(is(parts.when, when) ? under('/when', faultsInCondition(when)) : []),
    ...(is(parts.when, when) && when.anomaly && held
      ? [{ pointer: '/for', detail: 'would never pass: an anomaly lasts for one reading; clearFor keeps its alert on' }]
      : []),
    ...(is(parts.escalate, escalate) && is(parts.severity, severity)
      ? under('/escalate', faultsInSteps(escalate, severity))
      : []),
    ...(quiet && is(parts.quiet, quiet) ? under('/quiet/hours', faultsInHours(quiet.hours)) : []),
  ];
};

const { properties } = AlertRule;
const parts = {
  when: schemaFaults(properties.when),
  escalate: schemaFaults(properties.escalate),
  quiet: schemaFaults(properties.quiet),
  severity: schemaFaults(properties.severity),
};

type Steps = NonNullable<AlertRule['escalate']>;

const faultsInSteps = (steps: Steps, severity: AlertRule['severity']): Fault[] =>
  steps.flatMap((step, index) => {
    const earlier = steps.slice(0, index);
    const after = earlier.findLast((each) => each.after !== undefined)?.after ?? 0;
    const below = earlier.at(-1)?.severity ?? severity;
    return under(`/${index}`, [
      ...((step.after === undefined) === (step.when === undefined)
        ? [{ pointer: '', detail: 'needs exactly one of after and when' }]
        : []),
      ...(step.after !== undefined && step.after <= after
        ? [{ pointer: '/after', detail: 'must come after the steps before it' }]
        : []),
      ...(step.when ? under('/when', faultsInThreshold(step.when)) : []),
      ...(alertSeverities.indexOf(step.severity) < alertSeverities.indexOf(below)
        ? [{ pointer: '/severity', detail: 'is lower than before the step' }]
        : []),
    ]);
  });

/** Each override alone, each subscriber alone, and each pair of two that are fine alone. */
const faultsInVariants = (rule: AlertRule): Fault[] => {
  const patches = (rule.overrides ?? []).map(({ set }, index) => ({ at: `/overrides/${index}`, set }));
  const overrides = patches.map((each) => ({
    ...each,
    faults: under(`${each.at}/set`, faultsOf(each.set, [each.set], rule)),
  }));
  const fine = overrides.filter(({ faults }) => faults.length === 0);
  return [
    ...overrides.flatMap(({ faults }) => faults),
    ...Object.entries(rule.subscribers ?? {}).flatMap(([subscriber, set]) => {
      const alone = faultsOf(set, [set], rule);
      const faults =
        alone.length > 0
          ? alone
          : fine.flatMap((override) =>
              faultsOf(set, [override.set, set], rule).map(({ pointer, detail }) => ({
                pointer,
                detail: `${detail} (on top of ${override.at})`,
              })),
            );
      return under(`/subscribers/${subscriber}`, faults);
    }),
  ];
};

/** Of a variant, pointing into the patch as far as it goes. */
const faultsOf = (patch: Patch, patches: Patch[], rule: AlertRule): Fault[] =>
  faultsInOne(ruleWith(rule, ...patches)).map((fault) => ({ ...fault, pointer: within(patch, fault.pointer) }));

const within = (value: unknown, pointer: string): string => {
  const [, name = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(pointer) ?? [];
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return '';
  return `/${name}${within((value as Record<string, unknown>)[name], rest)}`;
};
