import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { inBatches } from './batches.ts';
import { aggregate, aggregatedSize, type UserRecord } from './kpl.ts';
import { mayPass } from './may-pass.ts';
import { logger } from './observability.ts';
import { type Refused, type RetryPolicy, sendWithRetry } from './retry.ts';

/**
 * Lanes cut the hash range of a stream into equal parts; each record travels in an aggregate of its lane, so that one
 * partition key always takes one lane and its order is kept. Sixteen lanes fill aggregates well (Kinesis bills 25 KB put
 * units) and nest in the shards of any stream whose shard count is a power of two up to 16.
 */
const lanes = 16;

/** Sixteen of them stay under the 5 MiB that every page of the PutRecords documentation allows. */
const aggregateBytes = 256 * 1024;

/** A record larger than this would not fit in an aggregate of its own below the 1 MiB record limit. */
export const maxUserRecordBytes = 512 * 1024;

type Ports = { client: KinesisClient; stream: string; retry: RetryPolicy };
type Aggregate<T> = { lane: number; records: T[] };

/**
 * Puts records into a stream as KPL aggregates and returns those that the stream did not take, or may not have taken: an answer
 * that did not come, or not before `signal` aborted, says nothing of its records. A call never carries two aggregates of one
 * lane, and what follows a refused aggregate in its lane is held back, so no key is reordered.
 */
export const putAggregated =
  ({ client, stream, retry }: Ports) =>
  async <T extends UserRecord>(records: readonly T[], signal?: AbortSignal): Promise<Refused<T>[]> => {
    const queues = laneQueues(records);
    const refused: Refused<T>[] = [];
    while (queues.some((queue) => queue.length > 0)) {
      const heads = queues.flatMap((queue) => queue.shift() ?? []);
      for (const { entry: head, ...why } of await sendWithRetry(heads, send(client, stream, signal), retry)) {
        const held = queues[head.lane]?.splice(0) ?? [];
        for (const { records } of [head, ...held]) refused.push(...records.map((entry) => ({ entry, ...why })));
      }
    }
    return refused;
  };

const laneQueues = <T extends UserRecord>(records: readonly T[]): Aggregate<T>[][] => {
  const byLane: T[][] = Array.from({ length: lanes }, () => []);
  const laneOfKey = new Map<string, number>();
  for (const record of records) {
    let lane = laneOfKey.get(record.partitionKey);
    if (lane === undefined) {
      lane = laneOf(record.partitionKey);
      laneOfKey.set(record.partitionKey, lane);
    }
    byLane[lane]?.push(record);
  }
  const limits = { count: Number.POSITIVE_INFINITY, bytes: aggregateBytes, sizeOf: aggregatedSize };
  return byLane.map((inLane, lane) => inBatches(inLane, limits).map((batch) => ({ lane, records: batch })));
};

/** Half a microsecond for a small reading, as at level 1. Higher levels take up to four times as long to save a fifth more. */
const quick = { level: 2 };

/** The top four bits of MD5(partition key): where Kinesis would place the record by itself. */
const laneOf = (partitionKey: string): number => Number.parseInt(hash('md5', partitionKey, 'hex').charAt(0), 16);

/** The middle of the lane's part of the 128-bit hash range. */
const hashKeys = Array.from({ length: lanes }, (_, lane) => ((BigInt(lane) << 124n) + (1n << 123n)).toString());

const send =
  (client: KinesisClient, stream: string, signal?: AbortSignal) =>
  async <T extends UserRecord>(aggregates: readonly Aggregate<T>[]): Promise<Refused<Aggregate<T>>[]> => {
    const Records = aggregates.map(({ lane, records }) => ({
      PartitionKey: `lane-${lane}`,
      ExplicitHashKey: hashKeys[lane],
      // Gzip has a check of its own.
      Data: gzipSync(aggregate(records, { digest: false }), quick),
    }));
    try {
      const answer = await client.send(new PutRecordsCommand({ StreamName: stream, Records }), {
        ...(signal ? { abortSignal: signal } : {}),
      });
      return aggregates.flatMap((entry, index) => {
        const code = answer.Records?.[index]?.ErrorCode;
        // ProvisionedThroughputExceededException and InternalFailure are the only codes: both pass with time.
        return code ? [{ entry, code, retriable: true }] : [];
      });
    } catch (error) {
      if (!signal?.aborted && !mayPass(error)) throw error;
      logger.warn('A put went unanswered', error as Error);
      // Not again from here: the SDK has tried, or the time is up.
      return aggregates.map((entry) => ({ entry, code: (error as Error).name, retriable: false }));
    }
  };
