import { AwsError } from '../../wire/aws-service.ts';
import { invalid } from './record-limits.ts';
import { describeShard } from './shard-operations.ts';
import type { Stream } from './stream.ts';
import { type StreamReference, type Streams, streamArn } from './streams.ts';

/** Hours; AWS takes a stream back to no less than a day and forward to no more than a year. */
const shortestRetention = 24;
const longestRetention = 8760;

/** The shards that AWS opens for a stream on demand. */
export const onDemandShards = 4;

export const streamOperations = (streams: Streams) => ({
  CreateStream({ StreamName, ShardCount, StreamModeDetails }: CreateStreamInput) {
    if (!/^[\w.-]{1,128}$/.test(StreamName)) throw invalid('streamName', 'Member must be 1 to 128 of a-zA-Z0-9_.-');
    if (streams.find(StreamName))
      throw new AwsError('ResourceInUseException', `Stream ${StreamName} under account already exists.`);
    const mode = StreamModeDetails?.StreamMode ?? 'PROVISIONED';
    const shardCount = mode === 'ON_DEMAND' ? onDemandShards : ShardCount;
    if (!Number.isInteger(shardCount) || Number(shardCount) < 1)
      throw invalid('shardCount', 'Member must be greater than or equal to 1');
    const createdAt = streams.now();
    streams.add({ name: StreamName, mode, retentionHours: shortestRetention, createdAt }).open(Number(shardCount));
    streams.wake(StreamName);
    return {};
  },

  DeleteStream(input: StreamReference) {
    streams.remove(streams.get(input).description.name);
    return {};
  },

  DescribeStream(input: StreamReference & { Limit?: number; ExclusiveStartShardId?: string }) {
    const stream = streams.get(input);
    const after = stream.shards().filter((shard) => shard.shardId > (input.ExclusiveStartShardId ?? ''));
    const page = after.slice(0, input.Limit ?? 100);
    return {
      StreamDescription: {
        ...summary(stream),
        Shards: page.map(describeShard),
        HasMoreShards: page.length < after.length,
      },
    };
  },

  DescribeStreamSummary(input: StreamReference) {
    const stream = streams.get(input);
    return {
      StreamDescriptionSummary: { ...summary(stream), OpenShardCount: stream.openShards().length, ConsumerCount: 0 },
    };
  },

  ListStreams(input: { Limit?: number; ExclusiveStartStreamName?: string; NextToken?: string }) {
    const start = input.NextToken ?? input.ExclusiveStartStreamName ?? '';
    const after = streams.all().filter((stream) => stream.description.name > start);
    const page = after.slice(0, input.Limit ?? 100);
    const more = page.length < after.length;
    return {
      StreamNames: page.map((stream) => stream.description.name),
      StreamSummaries: page.map((stream) => {
        const { StreamName, StreamARN, StreamStatus, StreamModeDetails, StreamCreationTimestamp } = summary(stream);
        return { StreamName, StreamARN, StreamStatus, StreamModeDetails, StreamCreationTimestamp };
      }),
      HasMoreStreams: more,
      ...(more && { NextToken: page.at(-1)?.description.name }),
    };
  },

  IncreaseStreamRetentionPeriod(input: StreamReference & { RetentionPeriodHours: number }) {
    const { description } = streams.get(input);
    const { RetentionPeriodHours: hours } = input;
    if (!(hours >= description.retentionHours && hours <= longestRetention)) throw wrongRetention(hours);
    description.retentionHours = hours;
    return {};
  },

  DecreaseStreamRetentionPeriod(input: StreamReference & { RetentionPeriodHours: number }) {
    const { description } = streams.get(input);
    const { RetentionPeriodHours: hours } = input;
    if (!(hours <= description.retentionHours && hours >= shortestRetention)) throw wrongRetention(hours);
    description.retentionHours = hours;
    return {};
  },
});

type CreateStreamInput = {
  StreamName: string;
  ShardCount?: number;
  StreamModeDetails?: { StreamMode: 'PROVISIONED' | 'ON_DEMAND' };
};

/** What both descriptions say of a stream. Every change is done at once, so a stream is always ACTIVE. */
const summary = ({ description }: Stream) => ({
  StreamName: description.name,
  StreamARN: streamArn(description.name),
  StreamStatus: 'ACTIVE',
  StreamModeDetails: { StreamMode: description.mode },
  RetentionPeriodHours: description.retentionHours,
  StreamCreationTimestamp: description.createdAt / 1000,
  EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
  EncryptionType: 'NONE',
});

const wrongRetention = (hours: number): AwsError =>
  new AwsError('InvalidArgumentException', `The retention period cannot be changed to ${hours} hours.`);
