import { AwsError } from '../../wire/aws-service.ts';
import type { StreamShard } from './stream.ts';

export type ShardFilter = { Type: string; ShardId?: string; Timestamp?: number };

/** The shards that ListShards keeps. `horizon` is the age limit of the stream, in epoch milliseconds. */
export const shardFilter = (filter: ShardFilter | undefined, horizon: number): ((shard: StreamShard) => boolean) => {
  if (!filter) return () => true;
  const time = (filter.Timestamp ?? 0) * 1000;
  switch (filter.Type) {
    case 'AFTER_SHARD_ID':
      return (shard) => shard.shardId > (filter.ShardId ?? '');
    case 'AT_LATEST':
      return (shard) => !shard.closed;
    case 'AT_TRIM_HORIZON':
      return openAt(horizon);
    case 'AT_TIMESTAMP':
      return openAt(time);
    case 'FROM_TRIM_HORIZON':
      return openSince(horizon);
    case 'FROM_TIMESTAMP':
      return openSince(time);
    default:
      throw new AwsError('InvalidArgumentException', `Invalid ShardFilter type ${filter.Type}.`);
  }
};

const openSince =
  (time: number) =>
  (shard: StreamShard): boolean =>
    (shard.closedAt ?? Infinity) > time;

const openAt =
  (time: number) =>
  (shard: StreamShard): boolean =>
    shard.openedAt <= time && openSince(time)(shard);
