import type { Reading } from '../contracts/reading.ts';

/** A valid reading of a bedside monitor; name only what the test is about. */
export const aReading = (given: Partial<Reading> = {}): Reading => ({
  deviceId: 'monitor-01',
  time: 1_764_000_000_000,
  measures: { 'heart-rate': 72 },
  ...given,
});
