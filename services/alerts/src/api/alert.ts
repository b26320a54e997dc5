import {
  type AlertNotification,
  AlertSeverity,
  alertChanges,
  alertStatuses,
  clearReasons,
} from '@millrace/shared/contracts/alert-notification';
import { MeasureValue } from '@millrace/shared/contracts/reading';
import * as Type from 'typebox';
import { type Alert as Episode, type Life, severityOf } from '../engine/life/life.ts';
import { alertIdOf } from '../engine/notification-of.ts';

const Time = Type.String({ format: 'date-time' });

/** An alert as it is answered. Times are the device's own. */
export const Alert = Type.Object({
  alertId: Type.String(),
  status: Type.Enum(alertStatuses),
  severity: AlertSeverity,
  severities: Type.Array(AlertSeverity, { description: 'every one that it has had' }),
  step: Type.Integer({ description: 'of its escalation; 0 as raised' }),
  summary: Type.String(),
  rule: Type.String(),
  deviceId: Type.String(),
  deviceType: Type.String(),
  site: Type.String(),
  measure: Type.Optional(Type.String({ description: 'where the rule is about one' })),
  raisedAt: Time,
  acknowledgedAt: Type.Optional(Time),
  returnedAt: Type.Optional(
    Type.String({ format: 'date-time', description: 'when its condition cleared, of a latched one' }),
  ),
  clearedAt: Type.Optional(Time),
  clearedBecause: Type.Optional(Type.Enum(clearReasons)),
  snoozedUntil: Type.Optional(Time),
  assignee: Type.Optional(Type.String()),
});
export type Alert = Type.Static<typeof Alert>;

/** A change of an alert as it is answered. */
export const AlertChange = Type.Object({
  number: Type.Integer({ description: 'rises with each change of the rule on the device' }),
  change: Type.Enum(alertChanges),
  status: Type.Enum(alertStatuses, { description: 'of the alert, after it' }),
  severity: AlertSeverity,
  step: Type.Integer(),
  time: Time,
  value: Type.Optional(MeasureValue),
  unit: Type.Optional(Type.String({ description: 'UCUM' })),
  clearedBecause: Type.Optional(Type.Enum(clearReasons)),
  until: Type.Optional(Time),
  assignee: Type.Optional(Type.String()),
  by: Type.Optional(Type.String({ description: 'subject of the token of whoever did it' })),
  comment: Type.Optional(Type.String()),
});
type AlertChange = Type.Static<typeof AlertChange>;

export const timeText = (time: number): string => new Date(time).toISOString();

/** An alert that is on, as its rule's life on the device has it. */
export const openAlert = (rule: string, deviceId: string, life: Life, alert: Episode): Alert => ({
  alertId: alertIdOf(rule, deviceId, alert),
  status: statusOf(life),
  ...{ severity: severityOf(alert), severities: [...alert.severities], step: alert.step ?? 0 },
  ...{ summary: alert.summary, rule, deviceId, deviceType: alert.deviceType, site: alert.site },
  ...(alert.measure === undefined ? {} : { measure: alert.measure }),
  ...timesOf(alert),
  ...(life.status === 'snoozed' ? { snoozedUntil: timeText(life.until) } : {}),
  ...(alert.assignee === undefined ? {} : { assignee: alert.assignee }),
});

/** An alert as a change left it. */
export const toldAlert = (change: AlertNotification): Alert => {
  const { alertId, status, severity, severities, step, summary, rule, deviceId, deviceType, site } = change;
  return {
    ...{ alertId, status, severity, severities, step, summary, rule, deviceId, deviceType, site },
    ...(change.measure === undefined ? {} : { measure: change.measure }),
    ...timesOf({ ...change, raisedAt: change.raisedAt ?? change.time }),
    ...(change.clearedAt === undefined ? {} : { clearedAt: timeText(change.clearedAt) }),
    ...(change.clearedBecause === undefined ? {} : { clearedBecause: change.clearedBecause }),
    ...(change.assignee === undefined ? {} : { assignee: change.assignee }),
  };
};

export const toldChange = (change: AlertNotification): AlertChange => {
  const { number, status, severity, step, time, value, unit, clearedBecause, until, assignee, by, comment } = change;
  return {
    ...{ number, change: change.change, status, severity, step, time: timeText(time) },
    ...(value === undefined ? {} : { value }),
    ...(unit === undefined ? {} : { unit }),
    ...(clearedBecause === undefined ? {} : { clearedBecause }),
    ...(until === undefined ? {} : { until: timeText(until) }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(by === undefined ? {} : { by }),
    ...(comment === undefined ? {} : { comment }),
  };
};

const timesOf = ({
  raisedAt,
  acknowledgedAt,
  returnedAt,
}: Pick<Episode, 'raisedAt' | 'acknowledgedAt' | 'returnedAt'>) => ({
  raisedAt: timeText(raisedAt),
  ...(acknowledgedAt === undefined ? {} : { acknowledgedAt: timeText(acknowledgedAt) }),
  ...(returnedAt === undefined ? {} : { returnedAt: timeText(returnedAt) }),
});

/** Of a life with an alert on. */
const statusOf = ({ status }: Life): Alert['status'] => status as Alert['status'];
