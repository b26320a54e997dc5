import * as Type from 'typebox';
import { number, text } from '../query/columns.ts';
import { defineQuery } from '../query/query.ts';
import { checkRange, dateLiterals, timeRange } from '../query/time-range.ts';

/** The law of the lake by date: what was delivered is a reading or a recognised duplicate. */
export const duplicateReadings = defineQuery({
  description: 'For each device date that the range touches: deliveries, distinct readings, and recognised duplicates.',
  parameters: timeRange,
  check: checkRange,
  sql: `
SELECT event_date, count(DISTINCT delivery) AS deliveries, count(DISTINCT reading_id) AS readings,
  count(DISTINCT delivery) - count(DISTINCT reading_id) AS duplicates
FROM readings
WHERE tenant = ? AND event_date BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)
GROUP BY event_date ORDER BY event_date`.trim(),
  literals: dateLiterals,
  item: Type.Object({
    date: Type.String({ format: 'date' }),
    deliveries: Type.Integer(),
    readings: Type.Integer(),
    duplicates: Type.Integer(),
  }),
  toItem: (row) => ({
    date: text(row, 'event_date'),
    deliveries: number(row, 'deliveries'),
    readings: number(row, 'readings'),
    duplicates: number(row, 'duplicates'),
  }),
});
