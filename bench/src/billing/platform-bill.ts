import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channels } from '@millrace/shared/contracts/channels';
import { openBytes } from '@millrace/shared/runtime/open-bytes';
import { noCharges } from '../../../sandbox/src/aws/kinesis/charges.ts';
import { chargedBytes } from '../../../sandbox/src/aws/timestream/point-size.ts';
import { resourceName } from '../../../sandbox/src/seed/names.ts';
import { sum } from './sum.ts';
import type { Trace } from './trace.ts';
import { gibibyte, shardHours, type Units } from './units.ts';
import { createVirtualPlatform, tenant, type VirtualPlatform } from './virtual-platform.ts';

/** The streams on a reading's way, and how many read each. */
export const streams = (['raw-readings', 'accepted-readings', 'enriched-readings'] as const).map((channel) => ({
  channel,
  name: resourceName(channel),
  consumers: channels[channel].to.length,
}));
export type Stream = (typeof streams)[number]['channel'];

export type PlatformBill = {
  units: Units;
  /** Bytes of each record that the contracts make of the trace, by stream. */
  contractBytes: Record<Stream, number[]>;
  /** Bytes of each row of Timestream with its own dimensions, and of all rows with each dimension value once. */
  rowBytes: number[];
  sharedRowBytes: number;
  /** Write units as the developer guide counts, which charges for names, too. */
  writeUnitsWithNames: number;
};

/** Sends the trace through the platform as it is deployed, and reads what the endpoints counted. Rejects when a reading is missing. */
export const platformBill = async (trace: Trace): Promise<PlatformBill> => {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-billing-'));
  try {
    const platform = await createVirtualPlatform(trace, join(directory, 's3'));
    await send(platform, trace);
    // Until every window, buffer and batch of the last readings has gone by itself.
    await platform.advance(400_000);
    const stored = platform.timestream.rowCount('millrace_local', 'readings');
    if (stored !== trace.readings) throw new Error(`${stored} of ${trace.readings} readings are stored`);
    return billOf(platform);
  } finally {
    rmSync(directory, { recursive: true });
  }
};

const send = async (platform: VirtualPlatform, { requests }: Trace): Promise<void> => {
  let now = 0;
  for (const { at, texts } of requests) {
    await platform.advance(at - now);
    now = at;
    const { payload } = await platform.invoke('millrace-ingest-local-receive', JSON.stringify(postOf(texts)));
    if (JSON.parse(payload).statusCode !== 202) throw new Error(`receive answered ${payload.slice(0, 500)}`);
  }
};

const postOf = (texts: string[]) => ({
  headers: { 'content-type': 'application/x-ndjson' },
  requestContext: { requestId: 'billing', authorizer: { jwt: { claims: { tenant, scope: 'readings:write-tenant' } } } },
  body: texts.join('\n'),
});

const billOf = ({ kinesis, timestream, firehose, points, requests, invocations }: VirtualPlatform): PlatformBill => {
  const charges = kinesis.charges();
  const put = streams.map(({ name, consumers }) => ({ consumers, ...(charges[name] ?? noCharges()) }));
  const { writeUnits, writeUnitsWithNames } = timestream.counters();
  const delivered = Object.values(firehose.counters());
  const units: Units = {
    'Kinesis put units (25 KB)': sum(put.map(({ putUnits }) => putUnits)),
    'Kinesis shard hours, full': sum(put.map(({ records, bytes }) => shardHours(records, bytes))),
    'Kinesis GB in, on demand': sum(put.map(({ kilobytesOnDemand }) => kilobytesOnDemand)) / 2 ** 20,
    'Kinesis GB out, on demand': sum(put.map(({ bytes, consumers }) => bytes * consumers)) / gibibyte,
    'Timestream write units (1 KB)': writeUnits,
    'Firehose GB (5 KB a record)': sum(delivered.map(({ bytesBilled }) => bytesBilled)) / gibibyte,
    'Lambda invocations': sum([...invocations.values()]),
    'S3 PUTs': (requests.get('s3 PUT') ?? 0) + sum(delivered.map(({ objects }) => objects)),
    'EventBridge events': requests.get('events PutEvents') ?? 0,
  };
  return {
    units,
    contractBytes: Object.fromEntries(
      streams.map(({ channel, name }) => [channel, userRecordBytes(kinesis, name)]),
    ) as PlatformBill['contractBytes'],
    rowBytes: points.map((point) => chargedBytes([point])),
    sharedRowBytes: chargedBytes(points),
    writeUnitsWithNames,
  };
};

const userRecordBytes = (kinesis: VirtualPlatform['kinesis'], stream: string): number[] =>
  kinesis
    .shards(stream)
    .flatMap(({ shardId }) => kinesis.read({ stream, shardId, after: 'TRIM_HORIZON', limit: 1_000_000 }).records)
    .flatMap(({ data }) => openBytes(data).map((record) => record.data.length));
