import type { Clock } from '../../clock.ts';
import { jsonService } from '../../wire/json-service.ts';
import type { Charges } from './charges.ts';
import { createRecordLog, type StreamRecord } from './record-log.ts';
import { recordOperations } from './record-operations.ts';
import { shardOperations } from './shard-operations.ts';
import type { NewRecord, Shard, StreamDescription, StreamShard } from './stream.ts';
import { onDemandShards, streamOperations } from './stream-operations.ts';
import { createStreams, streamArn } from './streams.ts';

export type { StreamRecord } from './record-log.ts';
export type { Shard } from './stream.ts';

/** The oldest record there is, only what comes from now on, or what follows a sequence number. */
export type Position = 'TRIM_HORIZON' | 'LATEST' | (string & {});

export type Kinesis = ReturnType<typeof createKinesis>;

/**
 * Kinesis Data Streams, in memory. Kept for each shard: what its retention says, and at most 64 MiB. There is no
 * throughput limit, and every change to a stream is done at once.
 */
export const createKinesis = ({ clock }: { clock: Clock }) => {
  const streams = createStreams(clock);

  return {
    service: jsonService('Kinesis', {
      ...streamOperations(streams),
      ...shardOperations(streams),
      ...recordOperations(streams),
    }),

    streamArn,

    /** Makes the stream, or brings one that is there to this shape; its records stay. On demand when no shard count is given. */
    createStream({ name, shardCount, retentionHours = 24 }: NewStream): void {
      const stream = streams.find(name);
      const mode = shardCount === undefined ? 'ON_DEMAND' : 'PROVISIONED';
      if (!stream)
        streams.add({ name, mode, retentionHours, createdAt: clock.now() }).open(shardCount ?? onDemandShards);
      else {
        Object.assign(stream.description, { mode, retentionHours });
        if (shardCount !== undefined && stream.openShards().length !== shardCount) stream.resize(shardCount);
      }
      streams.wake(name);
    },

    /** Puts one record without the wire. Throws `ResourceNotFoundException`. */
    put({ stream, ...record }: NewRecord & { stream: string }): { shardId: string; sequenceNumber: string } {
      const put = streams.byName(stream).put(record);
      streams.wake(stream);
      return put;
    },

    /** Closed shards first as they were opened, then their children. None for a stream that does not exist. */
    shards: (stream: string): Shard[] => streams.find(stream)?.shards() ?? [],

    /** Milliseconds that a stream keeps a record. */
    retention: (stream: string): number => (streams.find(stream)?.description.retentionHours ?? 0) * 3_600_000,

    /**
     * At most `limit` records after a position. `next` is the position to go on from, `end` says that a closed shard has
     * no more. A shard that is gone, with its stream or after the retention, is at its end.
     */
    read({ stream, shardId, after, limit }: { stream: string; shardId: string; after: Position; limit: number }): {
      records: StreamRecord[];
      next: string;
      end: boolean;
    } {
      const found = streams.find(stream);
      const shard = found?.shards().find((each) => each.shardId === shardId);
      if (!found || !shard) return { records: [], next: after, end: true };
      return found.read(shard, after === 'TRIM_HORIZON' ? '' : after === 'LATEST' ? shard.tip : after, limit);
    },

    /** Calls `wake` after each change to a stream: records put, shards divided or united. Returns how to stop that. */
    subscribe: streams.subscribe,

    /** By stream. */
    charges: (): Record<string, Charges> =>
      Object.fromEntries(streams.all().map(({ description, charges }) => [description.name, { ...charges }])),

    save(): KeptState {
      const kept = streams.all().map((stream) => ({
        description: { ...stream.description },
        shards: stream.shards().map(({ log, ...shard }) => ({ ...shard, records: log.all() })),
      }));
      return { lastSequence: streams.counter.last, streams: kept };
    },

    restore(state: unknown): void {
      const { lastSequence, streams: kept } = state as KeptState;
      streams.counter.last = lastSequence;
      streams.removeAll();
      for (const { description, shards } of kept) {
        streams.add(description, shards.map(revive));
        streams.wake(description.name);
      }
    },
  };
};

type NewStream = { name: string; shardCount?: number | undefined; retentionHours?: number | undefined };
type KeptShard = Omit<StreamShard, 'log'> & { records: StreamRecord[] };
type KeptState = { lastSequence: number; streams: { description: StreamDescription; shards: KeptShard[] }[] };

/** A structured clone turns a Buffer into a plain Uint8Array. */
const revive = ({ records, ...shard }: KeptShard): StreamShard => ({
  ...shard,
  log: createRecordLog(records.map((record) => ({ ...record, data: Buffer.from(record.data) }))),
});
