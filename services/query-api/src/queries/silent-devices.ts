import * as Type from 'typebox';
import { sqlDate, sqlInteger } from '../athena/sql-literal.ts';
import { text, time } from '../query/columns.ts';
import { duration } from '../query/duration.ts';
import { defineQuery } from '../query/query.ts';
import { day } from '../query/time-range.ts';

const lookBackDays = 7;

/** Devices that were heard of and are not any more. */
export const silentDevices = defineQuery({
  description:
    `Devices that sent something in the last ${lookBackDays} days, and nothing for a while. The lake is minutes behind: ` +
    `a while of less than 15 minutes lists devices that are heard.`,
  parameters: {
    silentFor: {
      kind: duration,
      description: 'The while, by device time.',
      fallback: () => 3_600_000,
      default: '1h',
    },
  },
  sql: `
SELECT device_id, max(device_type) AS device_type, max(site) AS site, max(time_ms) AS last_ms
FROM readings
WHERE tenant = ? AND kind <> 'duplicate'
  AND event_date BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)
GROUP BY device_id HAVING max(time_ms) < ? ORDER BY last_ms, device_id`.trim(),
  literals: ({ silentFor }, now) => [
    sqlDate(now - lookBackDays * day),
    sqlDate(now + day),
    sqlInteger(now - silentFor),
  ],
  item: Type.Object({
    deviceId: Type.String(),
    deviceType: Type.String(),
    site: Type.String(),
    lastTime: Type.String({ format: 'date-time', description: 'device time of the last reading' }),
  }),
  toItem: (row) => ({
    deviceId: text(row, 'device_id'),
    deviceType: text(row, 'device_type'),
    site: text(row, 'site'),
    lastTime: time(row, 'last_ms'),
  }),
});
