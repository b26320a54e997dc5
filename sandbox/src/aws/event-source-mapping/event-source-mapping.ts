import type { Clock } from '../../clock.ts';
import type { Invoke } from '../../lambda/invoke.ts';
import type { Kinesis } from '../kinesis/kinesis.ts';
import { createCounters } from './counters.ts';
import { createFilter } from './filter.ts';
import type { DeliverFailure } from './give-up.ts';
import { type Lane, startLane } from './lane.ts';
import { type LaneProgress, lanesAgain, lanesFrom, type Progress } from './progress.ts';
import { type EventSourceMappingSettings, invalid, resolveSettings } from './settings.ts';

export type EventSourceMapping = ReturnType<typeof createEventSourceMapping>;

type Ports = {
  clock: Clock;
  kinesis: Pick<Kinesis, 'shards' | 'read' | 'retention' | 'subscribe' | 'streamArn'>;
  invoke: Invoke;
  deliverFailure: DeliverFailure;
  settings: EventSourceMappingSettings;
};

/**
 * What Lambda does between a stream and a function. Each shard has as many lanes as the parallelisation factor, each at
 * most one batch under way; a shard's lanes start when its parents are done. Throws `InvalidParameterValueException`.
 */
export const createEventSourceMapping = ({ settings: given, ...ports }: Ports) => {
  const settings = resolveSettings(given);
  const { clock, kinesis } = ports;
  const { stream } = settings;
  if (kinesis.shards(stream).length === 0) throw invalid(`Stream not found: ${kinesis.streamArn(stream)}`);

  const counters = createCounters();
  const lanePorts = { ...ports, settings, counters, passesFilter: createFilter(settings.patterns) };
  const running = new Map<string, Lane[]>();
  let progress: Progress | undefined;
  let unsubscribe: (() => void) | undefined;

  const start = (): void => {
    if (!settings.enabled || unsubscribe) return;
    progress ??= firstProgress();
    unsubscribe = kinesis.subscribe(stream, () => {
      startShards();
      for (const lane of lanes()) lane.wake();
    });
    startShards();
  };

  /** Shards that exist at the first start are read from the starting position, those that come later from their beginning. */
  const firstProgress = (): Progress =>
    new Map(
      kinesis.shards(stream).map(({ shardId }) => {
        const latest = () => kinesis.read({ stream, shardId, after: 'LATEST', limit: 1 }).next;
        const after = settings.startingPosition === 'LATEST' ? latest() : 'TRIM_HORIZON';
        return [shardId, lanesFrom(after, settings.factor)];
      }),
    );

  /** Starts every shard whose parents are done, and forgets those that the stream has forgotten. */
  const startShards = (): void => {
    if (!progress || !unsubscribe) return;
    const shards = kinesis.shards(stream);
    const known = new Set(shards.map((shard) => shard.shardId));
    for (const shardId of progress.keys())
      if (!known.has(shardId) && (isDone(shardId) || !running.has(shardId))) forget(shardId);
    for (const { shardId, parents } of shards) {
      if (running.has(shardId) || parents.some((parent) => known.has(parent) && !isDone(parent))) continue;
      const kept = lanesAgain(progress.get(shardId) ?? lanesFrom('TRIM_HORIZON', settings.factor), settings.factor);
      progress.set(shardId, kept);
      running.set(shardId, kept.flatMap(startUnlessEnded(shardId)));
    }
  };

  const startUnlessEnded = (shardId: string) => (lane: LaneProgress, index: number) =>
    lane.ended ? [] : startLane(lanePorts, { shardId, lane: index, progress: lane, onEnd: startShards });

  const isDone = (shardId: string): boolean => progress?.get(shardId)?.every((lane) => lane.ended) ?? false;

  const forget = (shardId: string): void => {
    progress?.delete(shardId);
    running.delete(shardId);
  };

  const lanes = (): Lane[] => [...running.values()].flat();

  return {
    start,

    /** Leaves what is under way without a checkpoint: it comes again after the next start. */
    stop(): void {
      unsubscribe?.();
      unsubscribe = undefined;
      for (const lane of lanes()) lane.stop();
      running.clear();
    },

    /** Has what waits for a batching window go now. */
    deliverNow(): void {
      for (const lane of lanes()) lane.hurry();
    },

    /** Nothing is under way, waits for a window or a retry, or is left to read. */
    idle: (): boolean => lanes().every((lane) => lane.quiet()),

    /** Milliseconds since the oldest record that is not done arrived; 0 when there is none. */
    iteratorAge(): number {
      const oldest = [...(progress ?? [])].flatMap(([shardId, places]) =>
        places
          .filter((lane) => !lane.ended)
          .flatMap(({ after }) => kinesis.read({ stream, shardId, after, limit: 1 }).records),
      );
      return Math.max(0, ...oldest.map((record) => clock.now() - record.arrivedAt));
    },

    counters: () => ({ ...counters }),

    /** The checkpoints. Taken while records are under way, it has them come again. */
    save: (): unknown => structuredClone(progress),

    /** Goes on from saved checkpoints at the next start. */
    restore(state: unknown): void {
      progress = structuredClone(state as Progress | undefined);
    },
  };
};
