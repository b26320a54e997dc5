import * as Type from 'typebox';
import { sqlInteger } from '../athena/sql-literal.ts';
import { number, text } from '../query/columns.ts';
import { defineQuery } from '../query/query.ts';
import { checkRange, dateLiterals, timeRange } from '../query/time-range.ts';

/** What was measured, by how many devices, and between which values. */
export const measureSummary = defineQuery({
  description: 'For each measure and unit: how many readings, from how many devices, and between which values.',
  parameters: timeRange,
  check: checkRange,
  sql: `
SELECT measure, unit, count(*) AS readings, count(DISTINCT device_id) AS devices, avg(value_number) AS average,
  min(value_number) AS minimum, max(value_number) AS maximum
FROM readings
WHERE tenant = ? AND kind = 'measure'
  AND event_date BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)
  AND time_ms >= ? AND time_ms < ?
GROUP BY measure, unit ORDER BY measure, unit`.trim(),
  literals: (range) => [...dateLiterals(range), sqlInteger(range.from), sqlInteger(range.to)],
  item: Type.Object({
    measure: Type.String(),
    unit: Type.Union([Type.String(), Type.Null()]),
    readings: Type.Integer(),
    devices: Type.Integer(),
    avg: Type.Union([Type.Number(), Type.Null()], { description: 'null where the measure has texts only' }),
    min: Type.Union([Type.Number(), Type.Null()]),
    max: Type.Union([Type.Number(), Type.Null()]),
  }),
  toItem: (row) => ({
    measure: text(row, 'measure'),
    unit: text(row, 'unit'),
    readings: number(row, 'readings'),
    devices: number(row, 'devices'),
    avg: number(row, 'average'),
    min: number(row, 'minimum'),
    max: number(row, 'maximum'),
  }),
});
