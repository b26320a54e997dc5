import * as Type from 'typebox';
import { sqlInteger } from '../athena/sql-literal.ts';
import { measured, number, text, time } from '../query/columns.ts';
import { defineQuery } from '../query/query.ts';
import { checkRange } from '../query/time-range.ts';
import {
  aboutLiterals,
  aboutRuleAndDevice,
  alertParameters,
  arrivalLiterals,
  arrivedInTime,
  lateness,
} from './alerts.ts';

const TextOrNone = Type.Union([Type.String(), Type.Null()]);
const TimeOrNone = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);

/** What happened to alerts. Who did it is asked of the alerts themselves. */
export const alertHistory = defineQuery({
  description:
    'The changes of the alerts of a rule or a device, the newest first, each once. The lake is a quarter of an hour behind. ' +
    lateness,
  parameters: alertParameters,
  check: checkRange,
  sql: `
WITH changes AS (
  SELECT notification_id, alert_id, number, change, status, rule, severity, step, summary, device_id, device_type, site,
    measure, value_number, value_text, unit, raised_ms, time_ms, acknowledged_ms, returned_ms, cleared_ms, cleared_because,
    until_ms, by_person, row_number() OVER (PARTITION BY notification_id ORDER BY dt) AS place
  FROM alert_changes
  WHERE ${arrivedInTime} AND time_ms >= ? AND time_ms < ?
    AND ${aboutRuleAndDevice}
)
SELECT notification_id, alert_id, change, status, rule, severity, step, summary, device_id, device_type, site,
  measure, value_number, value_text, unit, raised_ms, time_ms, acknowledged_ms, returned_ms, cleared_ms, cleared_because,
  until_ms, by_person
FROM changes WHERE place = 1
ORDER BY time_ms DESC, number DESC, notification_id`.trim(),
  literals: (values) => [
    ...arrivalLiterals(values),
    sqlInteger(values.from),
    sqlInteger(values.to),
    ...aboutLiterals(values),
  ],
  item: Type.Object({
    notificationId: Type.String(),
    alertId: Type.String(),
    change: Type.String(),
    status: Type.String({ description: 'of the alert, after the change' }),
    rule: Type.String(),
    severity: Type.String(),
    step: Type.Integer({ description: 'of escalation; 0 as raised' }),
    summary: Type.String(),
    deviceId: Type.String(),
    deviceType: Type.String(),
    site: Type.String(),
    measure: TextOrNone,
    value: Type.Union([Type.Number(), Type.Boolean(), Type.String(), Type.Null()]),
    unit: TextOrNone,
    time: Type.String({ format: 'date-time', description: 'device time of the change' }),
    raisedAt: TimeOrNone,
    acknowledgedAt: TimeOrNone,
    returnedAt: TimeOrNone,
    clearedAt: TimeOrNone,
    clearedBecause: TextOrNone,
    until: TimeOrNone,
    byPerson: Type.Boolean({ description: 'a person did it' }),
  }),
  toItem: (row) => ({
    notificationId: text(row, 'notification_id'),
    alertId: text(row, 'alert_id'),
    change: text(row, 'change'),
    status: text(row, 'status'),
    rule: text(row, 'rule'),
    severity: text(row, 'severity'),
    step: number(row, 'step'),
    summary: text(row, 'summary'),
    deviceId: text(row, 'device_id'),
    deviceType: text(row, 'device_type'),
    site: text(row, 'site'),
    measure: text(row, 'measure'),
    value: measured(row),
    unit: text(row, 'unit'),
    time: time(row, 'time_ms'),
    raisedAt: time(row, 'raised_ms'),
    acknowledgedAt: time(row, 'acknowledged_ms'),
    returnedAt: time(row, 'returned_ms'),
    clearedAt: time(row, 'cleared_ms'),
    clearedBecause: text(row, 'cleared_because'),
    until: time(row, 'until_ms'),
    byPerson: text(row, 'by_person') === 'true',
  }),
});
