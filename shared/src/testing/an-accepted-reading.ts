import type { AcceptedReading } from '../contracts/accepted-reading.ts';
import { aReading } from './a-reading.ts';

/** A valid accepted reading; name only what the test is about. */
export const anAcceptedReading = ({
  reading = aReading(),
  ...given
}: Partial<AcceptedReading> = {}): AcceptedReading => ({
  id: `${reading.deviceId}:1`,
  receivedAt: 1_764_000_001_000,
  delivery: 'shardId-000000000000:1:0',
  time: 1_764_000_000_000,
  reading,
  ...given,
});
