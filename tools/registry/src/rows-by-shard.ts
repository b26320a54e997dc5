import { registryShardOf } from '@millrace/shared/contracts/lane';
import type { DeviceRow } from './device-row.ts';

/** Characters after which a shard's rows leave the heap. */
const chunkLength = 64 * 1024;

type Chunks = { pending: string[]; length: number; packed: Buffer[] };

/**
 * Holds rows by registry shard, as bytes outside of the heap: a million rows are 150 MB like this, and as objects they
 * would be several times that.
 */
export const createRowsByShard = () => {
  const shards = new Map<string, Chunks>();
  return {
    add(row: DeviceRow): void {
      const shard = registryShardOf(row.deviceId);
      const chunks = shards.get(shard) ?? { pending: [], length: 0, packed: [] };
      shards.set(shard, chunks);
      const text = `${JSON.stringify(row)}\n`;
      chunks.pending.push(text);
      chunks.length += text.length;
      if (chunks.length > chunkLength) pack(chunks);
    },

    shards: (): string[] => [...shards.keys()].sort(),

    /** The rows of a shard by device, which are then no longer held. */
    take(shard: string): Map<string, DeviceRow[]> {
      const chunks = shards.get(shard);
      if (!chunks) return new Map();
      shards.delete(shard);
      pack(chunks);
      const lines = Buffer.concat(chunks.packed).toString().split('\n').slice(0, -1);
      return Map.groupBy(
        lines.map((line): DeviceRow => JSON.parse(line)),
        ({ deviceId }) => deviceId,
      );
    },
  };
};

export type RowsByShard = ReturnType<typeof createRowsByShard>;

const pack = (chunks: Chunks): void => {
  chunks.packed.push(Buffer.from(chunks.pending.join('')));
  chunks.pending = [];
  chunks.length = 0;
};
