import { hash } from 'node:crypto';
import { PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { aStream } from './testing/a-stream.ts';

describe('placing records', () => {
  test('the shard of a record is the one whose range holds the MD5 of its partition key', async () => {
    const { client, stream, shards } = aStream({ shardCount: 3 });
    const ranges = await shards();
    const keys = Array.from({ length: 50 }, (_, index) => `device-${index}`);
    const { Records } = await client.send(
      new PutRecordsCommand({
        ...stream,
        Records: keys.map((PartitionKey) => ({ PartitionKey, Data: Buffer.from('x') })),
      }),
    );
    const expected = keys.map((key) => {
      const hashKey = BigInt(`0x${hash('md5', key)}`);
      return ranges.find(
        ({ HashKeyRange }) =>
          BigInt(HashKeyRange?.StartingHashKey ?? -1) <= hashKey &&
          hashKey <= BigInt(HashKeyRange?.EndingHashKey ?? -1),
      )?.ShardId;
    });
    expect(Records?.map((record) => record.ShardId)).toEqual(expected);
    expect(new Set(expected).size).toBe(3);
  });

  test('the ranges of a new stream are those of AWS', async () => {
    const { shards } = aStream({ shardCount: 3 });
    expect((await shards()).map((shard) => shard.HashKeyRange)).toEqual([
      { StartingHashKey: '0', EndingHashKey: '113427455640312821154458202477256070484' },
      {
        StartingHashKey: '113427455640312821154458202477256070485',
        EndingHashKey: '226854911280625642308916404954512140969',
      },
      {
        StartingHashKey: '226854911280625642308916404954512140970',
        EndingHashKey: '340282366920938463463374607431768211455',
      },
    ]);
  });

  test.each([
    ['0', 'shardId-000000000000'],
    [String(2n ** 127n - 1n), 'shardId-000000000000'],
    [String(2n ** 127n), 'shardId-000000000001'],
    [String(2n ** 128n - 1n), 'shardId-000000000001'],
  ])('the explicit hash key %s overrides the partition key', async (ExplicitHashKey, shardId) => {
    const { client, stream } = aStream({ shardCount: 2 });
    const put = new PutRecordCommand({ ...stream, PartitionKey: 'k', ExplicitHashKey, Data: Buffer.from('x') });
    expect((await client.send(put)).ShardId).toBe(shardId);
  });

  test('an explicit hash key beyond 128 bits is refused', async () => {
    const { client, stream } = aStream();
    const put = new PutRecordCommand({
      ...stream,
      PartitionKey: 'k',
      ExplicitHashKey: String(2n ** 128n),
      Data: Buffer.from('x'),
    });
    await expect(client.send(put)).rejects.toMatchObject({ name: 'InvalidArgumentException' });
  });

  test('sequence numbers rise across the shards of a stream and have 56 digits', async () => {
    const { client, stream } = aStream({ shardCount: 4 });
    const { Records = [] } = await client.send(
      new PutRecordsCommand({
        ...stream,
        Records: Array.from({ length: 20 }, (_, index) => ({ PartitionKey: `${index}`, Data: Buffer.from('x') })),
      }),
    );
    const numbers = Records.map((record) => BigInt(record.SequenceNumber ?? 0));
    expect(Records.every((record) => record.SequenceNumber?.length === 56)).toBe(true);
    expect(numbers).toEqual([...numbers].sort((a, b) => (a < b ? -1 : 1)));
    expect(new Set(numbers).size).toBe(20);
  });

  test('bytes come back as they were put, with their key and arrival', async () => {
    const { client, stream, iterator, get, clock } = aStream();
    const Data = Buffer.from([0, 255, 254, 10, 128]);
    await client.send(new PutRecordCommand({ ...stream, PartitionKey: 'ключ', Data }));
    const [record] = (await get(await iterator())).Records ?? [];
    expect(Buffer.from(record?.Data ?? [])).toEqual(Data);
    expect(record).toMatchObject({ PartitionKey: 'ключ', ApproximateArrivalTimestamp: new Date(clock.now()) });
  });
});
