import * as Type from 'typebox';
import { sqlInteger } from '../athena/sql-literal.ts';
import { number, seconds, text } from '../query/columns.ts';
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

/** The exact median, of an even number the lower one; null of none. `approx_percentile` differs between engines where values are few. */
const median = (column: string): string =>
  `(array_agg(${column} ORDER BY ${column}) FILTER (WHERE ${column} IS NOT NULL))` +
  `[CAST(ceil(count(${column}) / 2e0) AS BIGINT)]`;

/** What each rule made of each device. The last change of an alert before the end of the range says how it stands: repeats change nothing. */
export const alertSummary = defineQuery({
  description:
    'For each rule and device: the alerts that were raised in the range, as they stood at its end, and for how long they were ' +
    `on. The lake is a quarter of an hour behind. ${lateness}`,
  parameters: alertParameters,
  check: checkRange,
  sql: `
WITH changes AS (
  SELECT rule, device_id, raised_ms, cleared_ms,
    min(acknowledged_ms) OVER (PARTITION BY alert_id) AS acknowledged_ms,
    row_number() OVER (PARTITION BY alert_id ORDER BY number DESC) AS place
  FROM alert_changes
  WHERE ${arrivedInTime} AND raised_ms >= ? AND raised_ms < ? AND time_ms < ?
    AND ${aboutRuleAndDevice}
), alerts AS (
  SELECT rule, device_id, coalesce(cleared_ms, ?) - raised_ms AS on_ms, cleared_ms - raised_ms AS clear_ms,
    acknowledged_ms - raised_ms AS acknowledge_ms
  FROM changes WHERE place = 1
)
SELECT rule, device_id, count(*) AS raised, count(*) - count(clear_ms) AS open, CAST(sum(on_ms) AS BIGINT) AS total_ms,
  ${median('on_ms')} AS median_ms, max(on_ms) AS longest_ms,
  ${median('acknowledge_ms')} AS median_acknowledge_ms,
  ${median('clear_ms')} AS median_clear_ms
FROM alerts
GROUP BY rule, device_id ORDER BY raised DESC, rule, device_id`.trim(),
  literals: (values, now) => [
    ...arrivalLiterals(values),
    sqlInteger(values.from),
    sqlInteger(values.to),
    sqlInteger(values.to),
    ...aboutLiterals(values),
    sqlInteger(Math.min(values.to, now)),
  ],
  item: Type.Object({
    rule: Type.String(),
    deviceId: Type.String(),
    raised: Type.Integer(),
    stillOpen: Type.Integer({ description: 'of those, not over at the end of the range' }),
    totalSeconds: Type.Number({
      description: 'that they were on, until the end of the range where they are still open',
    }),
    medianSeconds: Type.Number({ description: 'that one was on, counted like the total' }),
    longestSeconds: Type.Number(),
    medianSecondsToAcknowledge: Type.Union([Type.Number(), Type.Null()], { description: 'null where nobody did' }),
    medianSecondsToClear: Type.Union([Type.Number(), Type.Null()], { description: 'of those that are over' }),
  }),
  toItem: (row) => ({
    rule: text(row, 'rule'),
    deviceId: text(row, 'device_id'),
    raised: number(row, 'raised'),
    stillOpen: number(row, 'open'),
    totalSeconds: seconds(row, 'total_ms'),
    medianSeconds: seconds(row, 'median_ms'),
    longestSeconds: seconds(row, 'longest_ms'),
    medianSecondsToAcknowledge: seconds(row, 'median_acknowledge_ms'),
    medianSecondsToClear: seconds(row, 'median_clear_ms'),
  }),
});
