import type { AlertRule } from '../contracts/alert-rule.ts';
import type { DeviceDescription } from './effective-rule.ts';

type Override = NonNullable<AlertRule['overrides']>[number];
type Field = { read: (device: DeviceDescription) => string | undefined; named: Map<string, number> };

/**
 * Describes a device by what rules tell apart: of each field that some selection names, which of the named values it has, or
 * none of them. Devices that no rule tells apart have one description, whatever their ids and labels. A number where all that
 * are possible fit into one, for that is found three times as fast as a text.
 */
export const tellApart = (rules: readonly AlertRule[]): ((device: DeviceDescription) => number | string) => {
  const selections = rules.flatMap(({ select, overrides = [] }): Override['select'][] => [
    select ?? {},
    ...overrides.map((override) => override.select),
  ]);
  const labels = new Set(selections.flatMap((select) => Object.keys(select.labels ?? {})));
  const fields = [
    field(
      selections,
      ({ device }) => device,
      ({ deviceId }) => deviceId,
    ),
    field(
      selections,
      ({ tenant }) => tenant,
      ({ tenant }) => tenant,
    ),
    field(
      selections,
      ({ deviceType }) => deviceType,
      ({ deviceType }) => deviceType,
    ),
    field(
      selections,
      ({ site }) => site,
      ({ site }) => site,
    ),
    ...[...labels].map((name) =>
      field(
        selections,
        (select) => select.labels?.[name],
        (device) => device.labels[name],
      ),
    ),
  ].filter(({ named }) => named.size > 0);
  const possible = fields.reduce((product, { named }) => product * (named.size + 1), 1);
  return possible <= Number.MAX_SAFE_INTEGER
    ? (device) => {
        let description = 0;
        for (const each of fields) description = description * (each.named.size + 1) + indexIn(each, device);
        return description;
      }
    : (device) => fields.map((each) => indexIn(each, device)).join();
};

/** Of the device's value among those that are named, counted from 1; 0 where it is none of them. */
const indexIn = ({ read, named }: Field, device: DeviceDescription): number => {
  const value = read(device);
  return value === undefined ? 0 : (named.get(value) ?? 0);
};

const field = (
  selections: readonly Override['select'][],
  namedIn: (select: Override['select']) => string | undefined,
  read: Field['read'],
): Field => {
  const values = new Set(selections.map(namedIn).filter((value) => value !== undefined));
  return { read, named: new Map([...values].map((value, index) => [value, index + 1])) };
};
