import type { AcceptedReading } from '@millrace/shared/contracts/accepted-reading';
import type { DeviceType } from '@millrace/shared/contracts/device-registry';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import type { MeasureValue, Reading } from '@millrace/shared/contracts/reading';
import type { Device } from './device-as-of.ts';
import { enrichMeasure } from './enrich-measure.ts';

/**
 * Joins a reading with its device, or says why it is set aside, whole: a reading is never stored in part. Pointers lead
 * into the accepted reading, for those are the bytes that are kept.
 */
export const enrichReading = (
  { id, receivedAt, delivery, time, reading }: AcceptedReading,
  { version, type }: Device,
): Parsed<EnrichedReading> => {
  const { tenant, site, labels } = version;
  if (reading.tenant !== undefined && reading.tenant !== tenant)
    return setAside('tenant-mismatch', 'is not the tenant that the device belongs to', '/reading/tenant');
  const measures = enrichMeasures(reading, type);
  if ('setAside' in measures) return measures;
  const { deviceId, log } = reading;
  const enriched: EnrichedReading = {
    id,
    receivedAt,
    delivery,
    time,
    tenant,
    deviceId,
    deviceType: type.name,
    site,
    labels,
    measures: measures.ok,
  };
  if (log) enriched.log = log;
  return { ok: enriched };
};

const enrichMeasures = ({ measures, units }: Reading, type: DeviceType): Parsed<EnrichedReading['measures']> => {
  const enriched: EnrichedReading['measures'] = {};
  for (const name in measures) {
    const value = measures[name] as MeasureValue;
    const unit = units && Object.hasOwn(units, name) ? units[name] : undefined;
    const result = enrichMeasure(name, value, unit, type);
    if ('setAside' in result) return result;
    enriched[name] = result.ok;
  }
  return { ok: enriched };
};
