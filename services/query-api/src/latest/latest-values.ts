import * as Type from 'typebox';
import { sqlDate } from '../athena/sql-literal.ts';
import { measured, text, time } from '../query/columns.ts';
import { defineQuery } from '../query/query.ts';
import { day } from '../query/time-range.ts';

/** Days that are looked back. Without a bound the question would read the whole lake for a device that is silent. */
const lookBackDays = 7;

/** The latest value of each measure of a device. */
export const latestValues = defineQuery({
  description: `The latest value of each measure of a device, in the last ${lookBackDays} days of device time.`,
  parameters: {},
  sql: `
WITH recent AS (
  SELECT measure, time_ms, received_ms, value_number, value_text, unit, code,
    row_number() OVER (PARTITION BY measure ORDER BY time_ms DESC, received_ms DESC, reading_id) AS place
  FROM readings
  WHERE tenant = ? AND device_id = ? AND kind = 'measure'
    AND event_date BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)
)
SELECT measure, time_ms, received_ms, value_number, value_text, unit, code
FROM recent WHERE place = 1 ORDER BY measure`.trim(),
  // A day ahead, for device clocks may be.
  literals: (_, now) => [sqlDate(now - lookBackDays * day), sqlDate(now + day)],
  item: Type.Object({
    measure: Type.String(),
    value: Type.Union([Type.Number(), Type.Boolean(), Type.String()]),
    unit: Type.Union([Type.String(), Type.Null()], { description: 'UCUM' }),
    code: Type.Union([Type.String(), Type.Null()], { description: 'system|code, such as loinc|8867-4' }),
    time: Type.String({ format: 'date-time', description: 'device time' }),
    receivedAt: Type.String({ format: 'date-time' }),
  }),
  toItem: (row) => ({
    measure: text(row, 'measure'),
    value: measured(row),
    unit: text(row, 'unit'),
    code: text(row, 'code'),
    time: time(row, 'time_ms'),
    receivedAt: time(row, 'received_ms'),
  }),
});
