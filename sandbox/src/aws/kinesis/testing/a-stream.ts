import {
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  KinesisClient,
  ListShardsCommand,
  PutRecordCommand,
} from '@aws-sdk/client-kinesis';
import { virtualClock } from '../../../clock.ts';
import { inProcess } from '../../../wire/in-process.ts';
import { createKinesis } from '../kinesis.ts';

/** A stream in virtual time, behind the SDK's own client. */
export const aStream = ({ shardCount = 1 } = {}) => {
  const clock = virtualClock();
  const kinesis = createKinesis({ clock });
  kinesis.createStream({ name: 'readings', shardCount });
  const client = new KinesisClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: inProcess(kinesis.service),
    maxAttempts: 1,
  });
  const stream = { StreamName: 'readings' };
  const [first, second] = ['shardId-000000000000', 'shardId-000000000001'] as const;

  return {
    clock,
    kinesis,
    client,
    stream,
    first,
    second,
    put: (data: string, key = 'device') =>
      client.send(new PutRecordCommand({ ...stream, PartitionKey: key, Data: Buffer.from(data) })),
    iterator: async (input: Partial<GetShardIteratorCommandInput> = {}) =>
      (
        await client.send(
          new GetShardIteratorCommand({ ...stream, ShardId: first, ShardIteratorType: 'TRIM_HORIZON', ...input }),
        )
      ).ShardIterator,
    get: (ShardIterator: string | undefined, Limit?: number) =>
      client.send(new GetRecordsCommand({ ShardIterator, ...(Limit && { Limit }) })),
    shards: async () => (await client.send(new ListShardsCommand(stream))).Shards ?? [],
  };
};

export const texts = ({ Records = [] }: GetRecordsCommandOutput): string[] =>
  Records.map((record) => Buffer.from(record.Data ?? []).toString('utf8'));
