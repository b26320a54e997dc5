import type { Clock } from '../../clock.ts';
import { AwsError } from '../../wire/aws-service.ts';
import { account, region } from '../account.ts';
import { sequenceNumber } from './sequence-number.ts';
import { createStream, type Stream, type StreamDescription, type StreamShard } from './stream.ts';

const arnPrefix = `arn:aws:kinesis:${region}:${account}:stream/`;

export const streamArn = (name: string): string => `${arnPrefix}${name}`;

/** Most operations name their stream in either of two ways. */
export type StreamReference = { StreamName?: string; StreamARN?: string };

export type Streams = ReturnType<typeof createStreams>;

/** All streams of the account, who is to be woken when one of them changes, and the counter of sequence numbers. */
export const createStreams = (clock: Clock) => {
  const streams = new Map<string, Stream>();
  const sleepers = new Map<string, Set<() => void>>();
  const counter = { last: 0 };
  const make = createStream({ now: clock.now, nextSequenceNumber: () => sequenceNumber(++counter.last) });

  const byName = (name: string): Stream => {
    const stream = streams.get(name);
    if (stream) return stream;
    throw new AwsError('ResourceNotFoundException', `Stream ${name} under account ${account} not found.`);
  };

  const wake = (name: string): void => {
    for (const each of sleepers.get(name) ?? []) each();
  };

  return {
    counter,
    wake,
    now: clock.now,
    all: () => [...streams.values()].sort((a, b) => (a.description.name < b.description.name ? -1 : 1)),
    find: (name: string) => streams.get(name),
    byName,

    /** The stream of a request. Throws `InvalidArgumentException` or `ResourceNotFoundException`. */
    get({ StreamName, StreamARN }: StreamReference): Stream {
      const name = StreamName ?? StreamARN?.slice(StreamARN.indexOf(':stream/') + ':stream/'.length);
      if (!name) throw new AwsError('InvalidArgumentException', 'Either StreamName or StreamARN must be given.');
      return byName(name);
    },

    /** A shard of a stream. Throws `ResourceNotFoundException`. */
    shard(stream: Stream, shardId: string | undefined): StreamShard {
      const shard = stream.shards().find((each) => each.shardId === shardId);
      if (shard) return shard;
      const { name } = stream.description;
      throw new AwsError(
        'ResourceNotFoundException',
        `Could not find shard ${shardId} in stream ${name} under account ${account}.`,
      );
    },

    add(description: StreamDescription, kept?: StreamShard[]): Stream {
      const stream = make(description, kept);
      streams.set(description.name, stream);
      return stream;
    },

    remove(name: string): void {
      streams.delete(name);
      wake(name);
    },

    removeAll: () => streams.clear(),

    subscribe(name: string, sleeper: () => void): () => void {
      const woken = sleepers.get(name) ?? new Set();
      sleepers.set(name, woken.add(sleeper));
      return () => woken.delete(sleeper);
    },
  };
};
