import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { LandedRow } from '@millrace/shared/contracts/landed-row';
import { storable } from '../rows/storable.ts';
import { valueColumns } from '../rows/value-columns.ts';

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
    ...valueColumns(value),
    unit: unit === undefined ? null : storable(unit),
    code: code === undefined ? null : storable(code),
    severity: null,
  }));
  if (log)
    rows.push({
      ...common,
      measure: 'log',
      ...valueColumns(log.body),
      unit: null,
      code: null,
      severity: log.severity,
    });
  return rows;
};
