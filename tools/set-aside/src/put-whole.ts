import { hash } from 'node:crypto';
import { type KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { inBatches } from '@millrace/shared/runtime/batches';
import type { UserRecord } from '@millrace/shared/runtime/kpl';
import { openBytes } from '@millrace/shared/runtime/open-bytes';
import { type Refused, type RetryPolicy, sendWithRetry } from '@millrace/shared/runtime/retry';
import { aggregateIn } from './aggregate-in.ts';

type Ports = { kinesis: KinesisClient; stream: string; retry: RetryPolicy };

/** PutRecords takes 500 records and, by every page of its documentation, 5 MiB. */
const limits = { count: 500, bytes: 5 * 1024 * 1024 };

/**
 * Puts records into a stream just as they are and returns those that it did not take. A call never carries two records of a
 * partition key, and what follows a refused one is held back, so no key is reordered.
 */
export const putWhole =
  ({ kinesis, stream, retry }: Ports) =>
  async <T extends UserRecord>(records: readonly T[]): Promise<T[]> => {
    const queues = Map.groupBy(records, ({ partitionKey }) => partitionKey);
    const refused: T[] = [];
    while (queues.size > 0) {
      const heads = [...queues.values()].flatMap((queue) => queue.shift() ?? []);
      for (const batch of inBatches(heads, { ...limits, sizeOf }))
        for (const { entry } of await sendWithRetry(batch, send(kinesis, stream), retry))
          refused.push(entry, ...(queues.get(entry.partitionKey)?.splice(0) ?? []));
      for (const [key, queue] of queues) if (queue.length === 0) queues.delete(key);
    }
    return refused;
  };

const sizeOf = ({ partitionKey, data }: UserRecord): number => Buffer.byteLength(partitionKey) + data.length;

const send =
  (kinesis: KinesisClient, stream: string) =>
  async <T extends UserRecord>(records: readonly T[]): Promise<Refused<T>[]> => {
    const answer = await kinesis.send(
      new PutRecordsCommand({
        StreamName: stream,
        Records: records.map(({ partitionKey, data }) => ({
          PartitionKey: partitionKey,
          Data: data,
          ...placeOf(data),
        })),
      }),
    );
    return records.flatMap((entry, index) => {
      const code = answer.Records?.[index]?.ErrorCode;
      return code ? [{ entry, code, retriable: true }] : [];
    });
  };

/**
 * A producer places an aggregate by the keys inside, whatever its own partition key is: for ours, any key of the lane leads to
 * the lane. Where there is nothing to read inside, the partition key decides.
 */
const placeOf = (data: Buffer): { ExplicitHashKey?: string } => {
  if (!aggregateIn(data)) return {};
  const [first] = openBytes(data);
  return first?.partitionKey
    ? { ExplicitHashKey: BigInt(`0x${hash('md5', first.partitionKey, 'hex')}`).toString() }
    : {};
};
