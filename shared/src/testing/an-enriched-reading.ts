import type { EnrichedReading } from '../contracts/enriched-reading.ts';

/** A valid enriched reading of a bedside monitor; name only what the test is about. */
export const anEnrichedReading = (given: Partial<EnrichedReading> = {}): EnrichedReading => ({
  id: 'monitor-01:1',
  receivedAt: 1_764_000_001_000,
  delivery: 'shardId-000000000000:1:0',
  time: 1_764_000_000_000,
  tenant: 'ward-a',
  deviceId: 'monitor-01',
  deviceType: 'bedside-monitor',
  site: 'ward-3',
  labels: {},
  measures: { 'heart-rate': { value: 72, unit: '/min', code: 'loinc|8867-4' } },
  ...given,
});
