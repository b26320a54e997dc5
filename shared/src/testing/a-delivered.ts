import type { EnrichedReading } from '../contracts/enriched-reading.ts';
import type { Delivered } from '../runtime/kinesis-batch.ts';

/** An enriched reading as its stream delivers it, by itself in a record of this sequence number. */
export const aDelivered = (value: EnrichedReading, sequenceNumber = '1'): Delivered<EnrichedReading> => ({
  value,
  delivery: {
    outer: sequenceNumber,
    index: 0,
    shardId: 'shardId-000000000000',
    stream: 'enriched-readings',
    partitionKey: value.deviceId,
    arrivedAt: value.receivedAt,
    data: Buffer.from(''),
  },
});
