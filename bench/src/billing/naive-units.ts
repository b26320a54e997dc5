import { charge, noCharges } from '../../../sandbox/src/aws/kinesis/charges.ts';
import { type PlatformBill, streams } from './platform-bill.ts';
import { sum } from './sum.ts';
import type { Trace } from './trace.ts';
import { gibibyte, shardHours, type Units } from './units.ts';

/** What an event source mapping hands over at once unless it is told otherwise. */
const defaultBatch = 100;

/** What Firehose puts into an object unless it is told otherwise. */
const defaultBuffer = 5 * 2 ** 20;

/**
 * The same contracts on the same services, each reading by itself: a record of a stream, a request of one row with its own
 * dimensions, and a record of two delivery streams, one for the archive and one for landing.
 */
export const naiveUnits = ({ devices }: Trace, { contractBytes, rowBytes }: PlatformBill): Units => {
  const keyBytes = devices[0]?.length ?? 0;
  const put = streams.map(({ channel, consumers }) => {
    const charges = noCharges();
    for (const bytes of contractBytes[channel]) charge(charges, bytes + keyBytes);
    return { consumers, ...charges };
  });
  const delivered = [...contractBytes['raw-readings'], ...contractBytes['enriched-readings']];
  return {
    'Kinesis put units (25 KB)': sum(put.map(({ putUnits }) => putUnits)),
    'Kinesis shard hours, full': sum(put.map(({ records, bytes }) => shardHours(records, bytes))),
    'Kinesis GB in, on demand': sum(put.map(({ kilobytesOnDemand }) => kilobytesOnDemand)) / 2 ** 20,
    'Kinesis GB out, on demand': sum(put.map(({ bytes, consumers }) => bytes * consumers)) / gibibyte,
    'Timestream write units (1 KB)': sum(rowBytes.map((bytes) => Math.ceil(bytes / 1024))),
    'Firehose GB (5 KB a record)': sum(delivered.map((bytes) => Math.ceil(bytes / 5120) * 5120)) / gibibyte,
    // accept and enrich, and land by the 1 MB that Firehose hands it.
    'Lambda invocations': (2 * rowBytes.length) / defaultBatch + sum(contractBytes['enriched-readings']) / 2 ** 20,
    'S3 PUTs': sum(delivered) / defaultBuffer,
    'EventBridge events': 0,
  };
};
