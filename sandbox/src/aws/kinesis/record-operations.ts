import { AwsError } from '../../wire/aws-service.ts';
import { acceptRecord, acceptRecords, type RecordEntry } from './record-limits.ts';
import { recordBytes, type StreamRecord } from './record-log.ts';
import { type IteratorRequest, iteratorOf, placeOf, positionOf } from './shard-iterator.ts';
import { describeChildren } from './shard-operations.ts';
import type { StreamReference, Streams } from './streams.ts';

/** What one GetRecords call returns at most. */
const pageRecords = 10_000;
const pageBytes = 10 * 1024 * 1024;

export const recordOperations = (streams: Streams) => ({
  PutRecord(input: StreamReference & RecordEntry) {
    const stream = streams.get(input);
    const { shardId, sequenceNumber } = stream.put(acceptRecord(input));
    streams.wake(stream.description.name);
    return { ShardId: shardId, SequenceNumber: sequenceNumber, EncryptionType: 'NONE' };
  },

  PutRecords(input: StreamReference & { Records: RecordEntry[] }) {
    const stream = streams.get(input);
    const put = acceptRecords(input.Records).map(stream.put);
    streams.wake(stream.description.name);
    return {
      FailedRecordCount: 0,
      Records: put.map(({ shardId, sequenceNumber }) => ({ ShardId: shardId, SequenceNumber: sequenceNumber })),
      EncryptionType: 'NONE',
    };
  },

  GetShardIterator(input: StreamReference & { ShardId: string } & IteratorRequest) {
    const stream = streams.get(input);
    const shard = streams.shard(stream, input.ShardId);
    const place = { stream: stream.description.name, shardId: shard.shardId, after: positionOf(shard, input) };
    return { ShardIterator: iteratorOf(place, streams.now()) };
  },

  GetRecords({ ShardIterator, Limit = pageRecords }: { ShardIterator: string; Limit?: number }) {
    if (!Number.isInteger(Limit) || Limit < 1 || Limit > pageRecords)
      throw new AwsError('InvalidArgumentException', `Limit must be from 1 to ${pageRecords}.`);
    const now = streams.now();
    const place = placeOf(ShardIterator, now);
    const stream = streams.byName(place.stream);
    const shard = streams.shard(stream, place.shardId);
    const fitting = countFitting(stream.read(shard, place.after, Limit).records);
    const { records, next, end } = stream.read(shard, place.after, Math.max(1, fitting));
    const newest = records.at(-1);
    return {
      Records: records.map(describeRecord),
      NextShardIterator: end ? null : iteratorOf({ ...place, after: next }, now),
      MillisBehindLatest: newest && next < shard.tip ? now - newest.arrivedAt : 0,
      ...(end && { ChildShards: describeChildren(stream, shard) }),
    };
  },
});

const countFitting = (records: StreamRecord[]): number => {
  let bytes = 0;
  const over = records.findIndex((record) => {
    bytes += recordBytes(record.partitionKey, record.data);
    return bytes > pageBytes;
  });
  return over < 0 ? records.length : over;
};

const describeRecord = (record: StreamRecord) => ({
  SequenceNumber: record.sequenceNumber,
  ApproximateArrivalTimestamp: record.arrivedAt / 1000,
  Data: record.data.toString('base64'),
  PartitionKey: record.partitionKey,
});
