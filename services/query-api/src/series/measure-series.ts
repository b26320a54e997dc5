import { Problem } from '@millrace/shared/runtime/http';
import * as Type from 'typebox';
import { sqlInteger, sqlText } from '../athena/sql-literal.ts';
import { number, time } from '../query/columns.ts';
import { duration } from '../query/duration.ts';
import { measure } from '../query/measure.ts';
import { defineQuery } from '../query/query.ts';
import { checkRange, dateLiterals, maxDays, timeRange } from '../query/time-range.ts';

/** More points than a chart has pixels; a month of 10-minute buckets fits. */
const maxBuckets = 5000;

/** One measure of one device over time, in buckets. */
export const measureSeries = defineQuery({
  description:
    `One measure of a device in buckets of equal length, which begin at multiples of the interval since 1970, UTC. Buckets ` +
    `without values are left out. At most ${maxDays} days and ${maxBuckets} buckets.`,
  parameters: {
    measure: {
      kind: measure,
      description: 'Name of the measure. Of a boolean, the average is the share that was true.',
    },
    ...timeRange,
    interval: {
      kind: duration,
      description: 'Length of a bucket, a second at least.',
      fallback: () => 300_000,
      default: '5m',
    },
  },
  check({ from, to, interval }) {
    checkRange({ from, to });
    if ((to - from) / interval > maxBuckets)
      throw new Problem(400, 'invalid-parameter', `There would be more than ${maxBuckets} buckets.`, {
        parameter: 'interval',
      });
  },
  sql: `
WITH asked AS (
  SELECT time_ms, value_number
  FROM readings
  WHERE tenant = ? AND device_id = ? AND measure = ? AND kind = 'measure'
    AND event_date BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)
    AND time_ms >= ? AND time_ms < ? AND value_number IS NOT NULL
),
bucketed AS (SELECT time_ms - time_ms % ? AS start_ms, value_number FROM asked)
SELECT start_ms, count(*) AS readings, avg(value_number) AS average, min(value_number) AS minimum,
  max(value_number) AS maximum
FROM bucketed GROUP BY start_ms ORDER BY start_ms`.trim(),
  literals: ({ measure: name, from, to, interval }) => [
    sqlText(name),
    ...dateLiterals({ from, to }),
    ...[from, to, interval].map(sqlInteger),
  ],
  item: Type.Object({
    start: Type.String({ format: 'date-time' }),
    count: Type.Integer(),
    avg: Type.Number(),
    min: Type.Number(),
    max: Type.Number(),
  }),
  toItem: (row) => ({
    start: time(row, 'start_ms'),
    count: number(row, 'readings'),
    avg: number(row, 'average'),
    min: number(row, 'minimum'),
    max: number(row, 'maximum'),
  }),
});
