import * as Type from 'typebox';
import { ignoringUnknown } from './ignoring-unknown.ts';
import { EpochMilliseconds } from './names.ts';
import { Reading } from './reading.ts';

/**
 * A valid reading on its way to enrichment: the device's own JSON, byte for byte, inside what ingest knows of it.
 * Wrapping instead of rewriting keeps number texts exact and costs no second serialisation.
 */
export const AcceptedReading = ignoringUnknown(
  Type.Object({
    /** `<deviceId>:<the device's own id>`, or with a digest of the reading's bytes where it has none. Idempotency key of every store. */
    id: Type.String({ minLength: 3, maxLength: 200 }),
    /** Arrival stamp of the raw stream: stable across retries. */
    receivedAt: EpochMilliseconds,
    /** `<shard>:<sequence number>:<index in the aggregate>` of the raw record: names this delivery, never the reading. */
    delivery: Type.String({ minLength: 3, maxLength: 120 }),
    /** Device time in epoch milliseconds. */
    time: EpochMilliseconds,
    reading: Reading,
  }),
);
export type AcceptedReading = Type.Static<typeof AcceptedReading>;
