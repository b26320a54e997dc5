import type { Clock } from '../../clock.ts';
import type { Invoke } from '../../lambda/invoke.ts';
import type { Kinesis, StreamRecord } from '../kinesis/kinesis.ts';
import { positionBefore } from '../kinesis/sequence-number.ts';
import { callFunction } from './call-function.ts';
import type { Counters } from './counters.ts';
import { deliverBatch } from './deliver-batch.ts';
import { itemOf } from './event.ts';
import { gatherBatch } from './gather-batch.ts';
import { type DeliverFailure, giveUp } from './give-up.ts';
import { laneOf } from './lane-of.ts';
import type { Checkpoint, LaneProgress } from './progress.ts';
import type { Settings } from './settings.ts';
import { createShardReader } from './shard-reader.ts';
import { createWaits } from './waits.ts';
import { createWindowState } from './window-state.ts';

export type LanePorts = {
  clock: Clock;
  kinesis: Pick<Kinesis, 'read' | 'retention' | 'streamArn'>;
  invoke: Invoke;
  deliverFailure: DeliverFailure;
  settings: Settings;
  passesFilter: (record: StreamRecord) => boolean;
  counters: Counters;
};

export type Lane = { wake(): void; hurry(): void; quiet(): boolean; stop(): void };

/**
 * Starts one lane: it takes a shard's records of some partition keys, batch after batch, independently of the shard's
 * other lanes. It holds one batch in memory. `onEnd` is called when a closed shard has no more for it.
 */
export const startLane = (
  ports: LanePorts,
  { shardId, lane, progress, onEnd }: { shardId: string; lane: number; progress: LaneProgress; onEnd: () => void },
): Lane => {
  const { clock, kinesis, settings, passesFilter, counters } = ports;
  const { stream, functionName } = settings;
  const streamArn = kinesis.streamArn(stream);
  const waits = createWaits(clock);

  const admits = (record: StreamRecord): boolean => {
    if (laneOf(record.partitionKey, settings.factor) !== lane || record.arrivedAt < settings.startsAt) return false;
    const passes = passesFilter(record);
    if (!passes) counters.filtered++;
    return passes;
  };
  const toItem = itemOf({ functionName, streamArn, shardId });
  const reader = createShardReader({ kinesis, stream, shardId, admits, toItem }, progress.after);
  const checkpoint: Checkpoint = (item) => {
    progress.after = item ? positionBefore(item.record.sequenceNumber) : reader.position();
  };
  let hurried = false;
  const gather = gatherBatch({ clock, settings, reader, waits, checkpoint, hurried: () => hurried });
  const call = callFunction({ ...ports, waits });
  const windows = createWindowState({ settings, shardId, streamArn, progress, call, waits });
  const deliver = deliverBatch({
    clock,
    settings,
    retention: () => kinesis.retention(stream),
    call,
    windows,
    giveUp: giveUp({ ...ports, shardId, streamArn, waits }),
    checkpoint,
    waits,
  });

  const run = async (): Promise<void> => {
    await waits.sleep(0);
    for (;;) {
      const { batch, ended } = await gather(windows.end());
      hurried = false;
      await windows.endBefore(batch.window());
      if (batch.items.length > 0) await deliver(batch.items);
      else if (ended) break;
    }
    progress.ended = true;
    onEnd();
  };

  const quiet = (): boolean => progress.ended || waits.quiet();

  void run();
  return {
    wake: waits.wake,
    hurry(): void {
      if (quiet()) return;
      hurried = true;
      waits.wake();
    },
    quiet,
    stop: waits.stop,
  };
};
