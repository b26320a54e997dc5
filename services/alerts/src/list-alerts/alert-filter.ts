import { alertSeverities } from '@millrace/shared/contracts/alert-notification';
import { instant } from '@millrace/shared/rest/instant';
import type { Kind, Parameter, Values } from '@millrace/shared/rest/parameter';
import * as Type from 'typebox';
import type { Alert } from '../api/alert.ts';

const oneOf = <T extends string>(values: readonly T[]): Kind<T> => ({
  parse: (text) => values.find((value) => value === text),
  expects: `one of ${values.join(', ')}`,
  schema: Type.Enum([...values]),
});

const matching = (pattern: string, expects: string): Kind<string> => ({
  parse: (text) => (new RegExp(pattern).test(text) ? text : undefined),
  expects,
  schema: Type.String({ pattern }),
});

const optional = <T>(kind: Kind<T>, description: string, otherwise: string): Parameter<T | undefined> => ({
  ...{ kind, description, default: otherwise },
  fallback: () => undefined,
});

/** What alerts can be asked for by. */
export const alertParameters = {
  status: {
    kind: oneOf(['open', 'closed']),
    description: 'Open alerts come by device and rule; closed ones the latest first.',
    fallback: () => 'open' as const,
    default: 'open',
  } satisfies Parameter<'open' | 'closed'>,
  severity: optional(oneOf(alertSeverities), 'Severity now, or at its end.', 'any'),
  rule: optional(matching('^[a-z0-9@-]{1,127}$', 'the id of a rule'), 'Rule.', 'any'),
  deviceId: optional(matching('^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$', 'the id of a device'), 'Device.', 'any'),
  site: optional(matching('^.{1,128}$', 'the name of a site'), 'Site of the device when the alert was raised.', 'any'),
  from: optional(instant, 'Earliest device time at which an open one was raised, a closed one cleared.', 'ever'),
  to: optional(instant, 'Device time before which an open one was raised, a closed one cleared.', 'ever'),
};

export type AlertFilter = Values<typeof alertParameters>;

/** Whether an alert is what is asked for, apart from its status and times. */
export const fits =
  ({ severity, rule, deviceId, site }: AlertFilter) =>
  (alert: Alert): boolean =>
    (severity ?? alert.severity) === alert.severity &&
    (rule ?? alert.rule) === alert.rule &&
    (deviceId ?? alert.deviceId) === alert.deviceId &&
    (site ?? alert.site) === alert.site;
