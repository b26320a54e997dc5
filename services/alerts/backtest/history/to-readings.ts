import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { MeasureValue } from '@millrace/shared/contracts/reading';
import type { ResultRow } from './result-rows.ts';

/** In the place of the body of a log line, which is not read. */
const unread = '…';

/**
 * Puts readings together again from their rows, which stand one behind the other. `finish` answers the last one, which
 * only the end of the rows shows to be whole. Labels are not in the lake.
 */
export const gatherReadings = (columns: ResultRow) => {
  const place = new Map(columns.map((name, index) => [name, index]));
  const column = (name: string): number => {
    const index = place.get(name);
    if (index === undefined) throw new Error(`The result of the query has no column ${name}`);
    return index;
  };
  const [id, delivery, tenant, deviceId] = ['reading_id', 'delivery', 'tenant', 'device_id'].map(column) as Four;
  const [deviceType, site, time, receivedAt] = ['device_type', 'site', 'time_ms', 'received_ms'].map(column) as Four;
  const [kind, measure, valueNumber, valueText] = ['kind', 'measure', 'value_number', 'value_text'].map(column) as Four;
  const [unit, code, severity] = ['unit', 'code', 'severity'].map(column) as [number, number, number];

  const begin = (row: ResultRow): EnrichedReading => ({
    id: row[id] ?? '',
    receivedAt: Number(row[receivedAt]),
    delivery: row[delivery] ?? '',
    time: Number(row[time]),
    tenant: row[tenant] ?? '',
    deviceId: row[deviceId] ?? '',
    deviceType: row[deviceType] ?? '',
    site: row[site] ?? '',
    labels: {},
    measures: {},
  });

  let current: EnrichedReading | undefined;
  return {
    /** The readings that these rows complete. */
    take(rows: readonly ResultRow[]): EnrichedReading[] {
      const whole: EnrichedReading[] = [];
      for (const row of rows) {
        if (current === undefined || current.id !== row[id] || current.time !== Number(row[time])) {
          if (current) whole.push(current);
          current = begin(row);
        }
        if (row[kind] === 'log')
          current.log = { severity: row[severity] as NonNullable<EnrichedReading['log']>['severity'], body: unread };
        else
          current.measures[row[measure] ?? ''] = {
            value: measuredValue(row[valueNumber] ?? null, row[valueText] ?? null),
            ...(row[unit] == null ? {} : { unit: row[unit] }),
            ...(row[code] == null ? {} : { code: row[code] }),
          };
      }
      return whole;
    },
    finish: (): EnrichedReading[] => (current ? [current] : []),
  };
};

type Four = [number, number, number, number];

/** A boolean has both columns (services/etl/src/land/to-rows.ts). */
const measuredValue = (number: string | null, text: string | null): MeasureValue => {
  if (number === null) return text ?? '';
  return text === null ? Number(number) : text === 'true';
};
