import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { LandedRow } from '@millrace/shared/contracts/landed-row';
import type { MeasureValue } from '@millrace/shared/contracts/reading';

/** A reading as flat rows: one for each measure, and one for its log line. */
export const toRows = ({ measures, log, ...reading }: EnrichedReading): LandedRow[] => {
  const common = {
    reading_id: storable(reading.id),
    delivery: storable(reading.delivery),
    tenant: reading.tenant,
    device_id: reading.deviceId,
    device_type: storable(reading.deviceType),
    site: storable(reading.site),
    time_ms: reading.time,
    received_ms: reading.receivedAt,
  };
  const rows: LandedRow[] = Object.entries(measures).map(([measure, { value, unit, code }]) => ({
    ...common,
    measure,
    ...toColumns(value),
    unit: unit === undefined ? null : storable(unit),
    code: code === undefined ? null : storable(code),
    severity: null,
  }));
  if (log)
    rows.push({
      ...common,
      measure: 'log',
      ...toColumns(log.body),
      unit: null,
      code: null,
      severity: log.severity,
    });
  return rows;
};

/** A boolean has both columns: as a number its average is the share of the time that it was true. */
const toColumns = (value: MeasureValue): Pick<LandedRow, 'value_number' | 'value_text'> => {
  if (typeof value === 'number') return { value_number: value, value_text: null };
  if (typeof value === 'string') return { value_number: null, value_text: storable(value) };
  return { value_number: value ? 1 : 0, value_text: String(value) };
};

/** JSON may spell a NUL or half of a surrogate pair. No SQL engine takes them, and one would fail its whole hour. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');
