import { AwsError } from '../../wire/aws-service.ts';
import { parseHashKey } from './hash-key.ts';
import { type ShardFilter, shardFilter } from './shard-filter.ts';
import type { Stream, StreamShard } from './stream.ts';
import { type StreamReference, type Streams, streamArn } from './streams.ts';

export const shardOperations = (streams: Streams) => ({
  ListShards(input: ListShardsInput) {
    if (input.NextToken && (input.StreamName || input.StreamARN))
      throw new AwsError('InvalidArgumentException', 'NextToken and StreamName cannot be provided together.');
    const request = input.NextToken ? { ...fromToken(input.NextToken), MaxResults: input.MaxResults } : input;
    const stream = streams.get(request);
    const { createdAt, retentionHours } = stream.description;
    const horizon = Math.max(createdAt, streams.now() - retentionHours * 3_600_000);
    const listed = stream
      .shards()
      .filter(shardFilter(request.ShardFilter, horizon))
      .filter((shard) => shard.shardId > (request.ExclusiveStartShardId ?? ''));
    const page = listed.slice(0, request.MaxResults ?? 1000);
    const ExclusiveStartShardId = page.at(-1)?.shardId;
    return {
      Shards: page.map(describeShard),
      ...(page.length < listed.length && { NextToken: toToken({ ...request, ExclusiveStartShardId }) }),
    };
  },

  SplitShard(input: StreamReference & { ShardToSplit: string; NewStartingHashKey: string }) {
    const stream = streams.get(input);
    stream.split(streams.shard(stream, input.ShardToSplit), parseHashKey(input.NewStartingHashKey));
    streams.wake(stream.description.name);
    return {};
  },

  MergeShards(input: StreamReference & { ShardToMerge: string; AdjacentShardToMerge: string }) {
    const stream = streams.get(input);
    stream.merge(streams.shard(stream, input.ShardToMerge), streams.shard(stream, input.AdjacentShardToMerge));
    streams.wake(stream.description.name);
    return {};
  },

  UpdateShardCount(input: StreamReference & { TargetShardCount: number; ScalingType: string }) {
    const stream = streams.get(input);
    const { name } = stream.description;
    const current = stream.openShards().length;
    checkScaling(input, current);
    stream.resize(input.TargetShardCount);
    streams.wake(name);
    return {
      StreamName: name,
      StreamARN: streamArn(name),
      CurrentShardCount: current,
      TargetShardCount: input.TargetShardCount,
    };
  },
});

type ListShardsInput = StreamReference & {
  NextToken?: string;
  ExclusiveStartShardId?: string | undefined;
  MaxResults?: number | undefined;
  ShardFilter?: ShardFilter;
};

const toToken = (request: ListShardsInput): string => Buffer.from(JSON.stringify(request)).toString('base64');

const fromToken = (token: string): ListShardsInput => {
  try {
    return { ...JSON.parse(Buffer.from(token, 'base64').toString('utf8')) };
  } catch {
    throw new AwsError('InvalidArgumentException', 'Invalid NextToken.');
  }
};

export const describeShard = (shard: StreamShard) => {
  const [ParentShardId, AdjacentParentShardId] = shard.parents;
  return {
    ShardId: shard.shardId,
    ...(ParentShardId && { ParentShardId }),
    ...(AdjacentParentShardId && { AdjacentParentShardId }),
    HashKeyRange: describeHashRange(shard),
    SequenceNumberRange: {
      StartingSequenceNumber: shard.startingSequenceNumber,
      ...(shard.endingSequenceNumber && { EndingSequenceNumber: shard.endingSequenceNumber }),
    },
  };
};

/** The shards that take over from a closed one, as GetRecords names them at its end. */
export const describeChildren = (stream: Stream, parent: StreamShard) =>
  stream
    .shards()
    .filter((shard) => shard.parents.includes(parent.shardId))
    .map((shard) => ({
      ShardId: shard.shardId,
      ParentShards: shard.parents,
      HashKeyRange: describeHashRange(shard),
    }));

const describeHashRange = ({ hashRange }: StreamShard) => ({
  StartingHashKey: String(hashRange.start),
  EndingHashKey: String(hashRange.end),
});

/** AWS at most doubles and at least halves a stream in one call. */
const checkScaling = (input: { TargetShardCount: number; ScalingType: string }, current: number): void => {
  const target = input.TargetShardCount;
  if (input.ScalingType !== 'UNIFORM_SCALING')
    throw new AwsError('InvalidArgumentException', `Invalid ScalingType ${input.ScalingType}.`);
  if (!Number.isInteger(target) || target > current * 2 || target < current / 2 || target < 1)
    throw new AwsError('InvalidArgumentException', `Cannot scale from ${current} to ${target} shards in one call.`);
};
