import { type PlatformBill, streams } from './platform-bill.ts';
import { sum } from './sum.ts';
import { gibibyte, shardHours, type Units } from './units.ts';

/** Base64 makes four bytes of three, and an invocation takes 6 MB. */
const payloadBytes = (6 * 2 ** 20 * 3) / 4;

/**
 * The least that the same services can bill for the bytes that the contracts make of the trace: as JSON, not compressed, without
 * framing, every unit full, and each dimension value of Timestream once in all.
 */
export const minimumUnits = ({ contractBytes, sharedRowBytes }: PlatformBill): Units => {
  const carried = streams.map(({ channel, consumers }) => ({ bytes: sum(contractBytes[channel]), consumers }));
  const bytesIn = sum(carried.map(({ bytes }) => bytes));
  const raw = sum(contractBytes['raw-readings']);
  const enriched = sum(contractBytes['enriched-readings']);
  return {
    'Kinesis put units (25 KB)': bytesIn / (25 * 1024),
    'Kinesis shard hours, full': shardHours(0, bytesIn),
    'Kinesis GB in, on demand': bytesIn / gibibyte,
    'Kinesis GB out, on demand': sum(carried.map(({ bytes, consumers }) => bytes * consumers)) / gibibyte,
    'Timestream write units (1 KB)': sharedRowBytes / 1024,
    'Firehose GB (5 KB a record)': enriched / gibibyte,
    // accept and archive, enrich, and land; receive is called as often as the gateways post.
    'Lambda invocations': (2 * raw + sum(contractBytes['accepted-readings']) + enriched) / payloadBytes,
    'S3 PUTs': raw / payloadBytes,
    'EventBridge events': 0,
  };
};
