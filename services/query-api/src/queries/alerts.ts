import { DeviceId } from '@millrace/shared/contracts/names';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import type { Kind, Parameter } from '@millrace/shared/rest/parameter';
import * as Type from 'typebox';
import { sqlDate, sqlText } from '../athena/sql-literal.ts';
import { day, timeRange } from '../query/time-range.ts';

/** Days that a change may reach the lake after its own time: a device that was offline sends its readings late. */
const lateDays = 7;

export const lateness = `Changes that reach the lake more than ${lateDays} days after their time are not found.`;

const fitting = (schema: Type.TString, expects: string): Kind<string> => {
  const parse = schemaParser(schema);
  return { parse: (text) => ('ok' in parse(text) ? text : undefined), expects, schema };
};

const ruleName = '[a-z0-9][a-z0-9-]{0,62}';
const rule = fitting(
  Type.String({ pattern: `^${ruleName}(@${ruleName})?$` }),
  'the id of a rule, or <id>@<subscriber>',
);
const device = fitting(DeviceId, 'the id of a device');

/** A range of device time, and what the alerts are about. '' stands for all. */
export const alertParameters = {
  ...timeRange,
  rule: { kind: rule, description: 'Alerts of this rule only.', fallback: () => '', default: 'every rule' },
  device: { kind: device, description: 'Alerts of this device only.', fallback: () => '', default: 'every device' },
} satisfies Record<string, Parameter<string> | Parameter<number>>;

/** The first three parameters are the tenant and the dates of arrival, a day early for device clocks may be ahead. */
export const arrivedInTime = 'tenant = ? AND dt BETWEEN ? AND ?';

export const arrivalLiterals = ({ from, to }: { from: number; to: number }): string[] => [
  sqlDate(from - day),
  sqlDate(to + lateDays * day),
];

export const aboutRuleAndDevice = `rule = coalesce(nullif(?, ''), rule) AND device_id = coalesce(nullif(?, ''), device_id)`;

export const aboutLiterals = (values: { rule: string; device: string }): string[] => [
  sqlText(values.rule),
  sqlText(values.device),
];
