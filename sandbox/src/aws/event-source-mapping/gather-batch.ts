import type { Clock } from '../../clock.ts';
import { type Batch, createBatch } from './batch.ts';
import type { Checkpoint } from './progress.ts';
import type { Settings } from './settings.ts';
import type { ShardReader } from './shard-reader.ts';
import type { Waits } from './waits.ts';

type Ports = {
  clock: Clock;
  settings: Settings;
  reader: ShardReader;
  waits: Waits;
  checkpoint: Checkpoint;
  /** Whether a batch goes as it is, without waiting for its window. */
  hurried: () => boolean;
};

/**
 * Waits until a batch is due: it is full, its batching window or tumbling window is over, or the shard has ended. At
 * `latest` (epoch milliseconds) it comes even if it is empty.
 */
export const gatherBatch =
  ({ clock, settings, reader, waits, checkpoint, hurried }: Ports) =>
  async (latest: number): Promise<{ batch: Batch; ended: boolean }> => {
    const batch = createBatch(settings);
    let due = latest;
    for (;;) {
      const found = reader.fill(batch);
      checkpoint(batch.items[0]);
      const window = batch.window();
      if (window !== undefined) due = Math.min(due, clock.now() + settings.batchingWindow);
      if (window !== undefined && hurried()) due = clock.now();
      if (window !== undefined && settings.tumblingWindow > 0) due = Math.min(due, window + settings.tumblingWindow);
      if (found !== 'drained' || due <= clock.now()) return { batch, ended: found === 'ended' };
      await waits.change(due);
    }
  };
