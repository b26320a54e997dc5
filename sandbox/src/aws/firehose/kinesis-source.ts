import { deaggregate, isAggregate } from '@millrace/shared/runtime/kpl';
import type { Kinesis, StreamRecord } from '../kinesis/kinesis.ts';
import { createCheckpoint } from './checkpoint.ts';
import type { SourceRecord } from './source-record.ts';

export type KinesisPort = Pick<Kinesis, 'shards' | 'read' | 'subscribe'>;

type Pipeline = { accept(record: SourceRecord): void; hasRoom(): Promise<void> };

/**
 * Reads every shard of a stream into a pipeline, each from its checkpoint, a parent before its children. A shard
 * without a checkpoint starts at TRIM_HORIZON: AWS starts at LATEST, but in the sandbox the stream and its reader are
 * created at the same moment, and nothing sent in between may be missed.
 */
export const createKinesisSource = (
  { kinesis, pipeline }: { kinesis: KinesisPort; pipeline: Pipeline },
  stream: string,
  checkpoints: Record<string, string>,
) => {
  const shards = new Map<string, ShardReader>();
  let reading: Promise<void> | undefined;
  let woken = false;

  const readerOf = (shardId: string): ShardReader => {
    let reader = shards.get(shardId);
    if (!reader) {
      const start = checkpoints[shardId] ?? 'TRIM_HORIZON';
      reader = { shardId, at: start, ended: false, checkpoint: createCheckpoint(start) };
      shards.set(shardId, reader);
    }
    return reader;
  };

  const readShard = async (reader: ShardReader): Promise<void> => {
    for (;;) {
      await pipeline.hasRoom();
      const { records, end } = kinesis.read({ stream, shardId: reader.shardId, after: reader.at, limit: readLimit });
      for (const record of records) acceptAll(pipeline, reader, record);
      reader.at = records.at(-1)?.sequenceNumber ?? reader.at;
      reader.ended = end;
      if (end || records.length === 0) return;
    }
  };

  const readAll = async (): Promise<void> => {
    // The put that woke it is answered first.
    await undefined;
    while (woken) {
      woken = false;
      const ids = new Set(kinesis.shards(stream).map(({ shardId }) => shardId));
      for (const [id, { checkpoint }] of shards) if (!ids.has(id) && checkpoint.settled()) shards.delete(id);
      // Kinesis lists a parent before its children, and it is read to its end first.
      for (const shardId of ids) {
        const reader = readerOf(shardId);
        if (!reader.ended) await readShard(reader);
      }
    }
    reading = undefined;
  };

  /** Resolves when all that the stream holds is in the pipeline. */
  const read = (): Promise<void> => {
    woken = true;
    reading ??= readAll();
    return reading;
  };

  kinesis.subscribe(stream, () => void read());
  void read();

  return {
    read,
    idle: () => reading === undefined && [...shards.values()].every(({ checkpoint }) => checkpoint.settled()),
    /** The last sequence number of each shard up to which everything is written. */
    checkpoints: (): Record<string, string> =>
      Object.fromEntries([...shards].map(([shardId, { checkpoint }]) => [shardId, checkpoint.position()])),
  };
};

type ShardReader = { shardId: string; at: string; ended: boolean; checkpoint: ReturnType<typeof createCheckpoint> };

/** Records of one read. With records of at most 1 MiB it bounds what comes in past a full pipeline. */
const readLimit = 100;

const acceptAll = (pipeline: Pipeline, { shardId, checkpoint }: ShardReader, record: StreamRecord): void => {
  const userRecords = userRecordsOf(record);
  const settle = checkpoint.open(record.sequenceNumber, userRecords.length);
  userRecords.forEach(({ partitionKey, data }, subsequenceNumber) => {
    pipeline.accept({
      recordId: `${record.sequenceNumber}${String(subsequenceNumber).padStart(6, '0')}`,
      data,
      arrivedAt: record.arrivedAt,
      kinesis: { shardId, sequenceNumber: record.sequenceNumber, subsequenceNumber, partitionKey },
      settle,
    });
  });
};

/**
 * What only looks like an aggregate, or is a damaged one, is one record as it stands: AWS's own library does the same.
 */
const userRecordsOf = ({ partitionKey, data }: StreamRecord): { partitionKey: string; data: Buffer }[] => {
  const unpacked = isAggregate(data) ? deaggregate(data) : { bad: 'not an aggregate' };
  return 'ok' in unpacked ? unpacked.ok : [{ partitionKey, data }];
};
