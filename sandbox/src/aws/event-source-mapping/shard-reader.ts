import type { Kinesis, Position, StreamRecord } from '../kinesis/kinesis.ts';
import type { Batch } from './batch.ts';
import type { Item } from './event.ts';

/** Records looked at in one read; a bound on work, not on batches. */
const readLimit = 1000;

type Ports = {
  kinesis: Pick<Kinesis, 'read'>;
  stream: string;
  shardId: string;
  /** Whether the lane takes a record at all. */
  admits: (record: StreamRecord) => boolean;
  toItem: (record: StreamRecord) => Item;
};

export type ShardReader = ReturnType<typeof createShardReader>;

/** Reads a shard from a position on. What it does not admit is passed over for good. */
export const createShardReader = ({ kinesis, stream, shardId, admits, toItem }: Ports, from: Position) => {
  let position = from;
  return {
    position: () => position,

    /** Adds to the batch until it is full, the shard has ended, or there is nothing more yet. */
    fill(batch: Batch): 'full' | 'ended' | 'drained' {
      for (;;) {
        const { records, end } = kinesis.read({ stream, shardId, after: position, limit: readLimit });
        for (const record of records) {
          if (admits(record) && !batch.add(toItem(record))) return 'full';
          position = record.sequenceNumber;
          if (batch.isFull()) return 'full';
        }
        if (end) return 'ended';
        if (records.length < readLimit) return 'drained';
      }
    },
  };
};
