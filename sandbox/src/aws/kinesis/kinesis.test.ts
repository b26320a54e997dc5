import {
  CreateStreamCommand,
  DecreaseStreamRetentionPeriodCommand,
  DeleteStreamCommand,
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  IncreaseStreamRetentionPeriodCommand,
  ListStreamsCommand,
  ListTagsForStreamCommand,
  PutRecordCommand,
  SplitShardCommand,
} from '@aws-sdk/client-kinesis';
import { aStream, texts } from './testing/a-stream.ts';

describe('streams', () => {
  test('a stream is made, described, found by ARN, listed, kept longer and deleted', async () => {
    const { client } = aStream();
    await client.send(new CreateStreamCommand({ StreamName: 'alerts', ShardCount: 2 }));
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamName: 'alerts', Limit: 1 }));
    expect(StreamDescription).toMatchObject({
      StreamARN: 'arn:aws:kinesis:eu-central-1:000000000000:stream/alerts',
      StreamStatus: 'ACTIVE',
      RetentionPeriodHours: 24,
      HasMoreShards: true,
    });
    expect(StreamDescription?.Shards).toHaveLength(1);
    const StreamARN = StreamDescription?.StreamARN;
    await client.send(new IncreaseStreamRetentionPeriodCommand({ StreamARN, RetentionPeriodHours: 48 }));
    const summary = await client.send(new DescribeStreamSummaryCommand({ StreamARN }));
    expect(summary.StreamDescriptionSummary).toMatchObject({ RetentionPeriodHours: 48, OpenShardCount: 2 });
    await client.send(new DecreaseStreamRetentionPeriodCommand({ StreamARN, RetentionPeriodHours: 24 }));
    const first = await client.send(new ListStreamsCommand({ Limit: 1 }));
    expect(first).toMatchObject({ StreamNames: ['alerts'], HasMoreStreams: true });
    const second = await client.send(new ListStreamsCommand({ NextToken: first.NextToken }));
    expect(second).toMatchObject({ StreamNames: ['readings'], HasMoreStreams: false });
    await client.send(new DeleteStreamCommand({ StreamARN }));
    expect((await client.send(new ListStreamsCommand({}))).StreamNames).toEqual(['readings']);
  });

  test('a stream on demand starts with four shards', async () => {
    const { client, kinesis } = aStream();
    await client.send(
      new CreateStreamCommand({ StreamName: 'elastic', StreamModeDetails: { StreamMode: 'ON_DEMAND' } }),
    );
    expect(kinesis.shards('elastic')).toHaveLength(4);
  });

  test('a retention beyond what AWS allows is refused', async () => {
    const { client, stream } = aStream();
    for (const RetentionPeriodHours of [23, 8761])
      await expect(
        client.send(new IncreaseStreamRetentionPeriodCommand({ ...stream, RetentionPeriodHours })),
      ).rejects.toMatchObject({ name: 'InvalidArgumentException' });
    await expect(
      client.send(new DecreaseStreamRetentionPeriodCommand({ ...stream, RetentionPeriodHours: 23 })),
    ).rejects.toMatchObject({ name: 'InvalidArgumentException' });
  });

  test('an unknown stream and a second stream of one name are errors of their own', async () => {
    const { client, stream } = aStream();
    await expect(client.send(new DescribeStreamCommand({ StreamName: 'no' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(
      client.send(new PutRecordCommand({ StreamName: 'no', PartitionKey: 'k', Data: Buffer.from('x') })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(client.send(new CreateStreamCommand({ ...stream, ShardCount: 1 }))).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
  });

  test('any other operation is not implemented', async () => {
    const { client, stream } = aStream();
    await expect(client.send(new ListTagsForStreamCommand(stream))).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});

describe('beside the wire', () => {
  test('each change to a stream wakes its subscribers until they leave', async () => {
    const { kinesis, put, client, stream, first } = aStream();
    const woken: string[] = [];
    const leave = kinesis.subscribe('readings', () => woken.push('readings'));
    kinesis.subscribe('other', () => woken.push('other'));
    await put('a');
    await client.send(new SplitShardCommand({ ...stream, ShardToSplit: first, NewStartingHashKey: '5' }));
    expect(woken).toEqual(['readings', 'readings']);
    leave();
    await put('b');
    expect(woken).toHaveLength(2);
  });

  test('subscribers outlive their stream: its deletion and its return wake them', async () => {
    const { kinesis, client, stream } = aStream();
    let woken = 0;
    kinesis.subscribe('readings', () => woken++);
    await client.send(new DeleteStreamCommand(stream));
    expect(woken).toBe(1);
    expect(kinesis.shards('readings')).toEqual([]);
    kinesis.createStream({ name: 'readings', shardCount: 1 });
    expect(woken).toBe(2);
  });

  test('LATEST leads to a position from which later records are read', () => {
    const { kinesis, first } = aStream();
    const put = (text: string) => kinesis.put({ stream: 'readings', partitionKey: 'k', data: Buffer.from(text) });
    const read = (after: string) => kinesis.read({ stream: 'readings', shardId: first, after, limit: 10 });
    put('old');
    const latest = read('LATEST');
    expect(latest.records).toEqual([]);
    put('new');
    expect(read(latest.next).records.map(({ data }) => data.toString())).toEqual(['new']);
  });

  test('a restored stream has its records and shards and goes on with higher sequence numbers', async () => {
    const before = aStream();
    await before.put('a');
    before.kinesis.createStream({ name: 'readings', shardCount: 2 });
    const { SequenceNumber: last = '' } = await before.put('b');

    const after = aStream();
    after.kinesis.restore(structuredClone(before.kinesis.save()));
    expect(texts(await after.get(await after.iterator()))).toEqual(['a']);
    expect(await after.shards()).toEqual(await before.shards());
    expect(((await after.put('c')).SequenceNumber ?? '') > last).toBe(true);
  });

  test('what is given to a deleted and remade stream has higher sequence numbers than before', async () => {
    const { client, stream, kinesis, put } = aStream();
    const { SequenceNumber: old = '' } = await put('a');
    await client.send(new DeleteStreamCommand(stream));
    kinesis.createStream({ name: 'readings', shardCount: 1 });
    expect(((await put('b')).SequenceNumber ?? '') > old).toBe(true);
  });
});
