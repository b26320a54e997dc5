import {
  ListShardsCommand,
  MergeShardsCommand,
  SplitShardCommand,
  UpdateShardCountCommand,
} from '@aws-sdk/client-kinesis';
import fc from 'fast-check';
import { aStream, texts } from './testing/a-stream.ts';

describe('resharding', () => {
  test('a split closes the parent, which ends with the names of its children', async () => {
    const { client, stream, put, iterator, get, first, shards } = aStream();
    await put('before');
    await client.send(
      new SplitShardCommand({ ...stream, ShardToSplit: first, NewStartingHashKey: String(2n ** 127n) }),
    );
    await put('after');
    const page = await get(await iterator());
    expect(texts(page)).toEqual(['before']);
    expect(page.NextShardIterator ?? null).toBeNull();
    expect(page.ChildShards?.map((child) => [child.ShardId, child.ParentShards])).toEqual([
      ['shardId-000000000001', [first]],
      ['shardId-000000000002', [first]],
    ]);
    const [parent, low, high] = await shards();
    expect(parent?.SequenceNumberRange?.EndingSequenceNumber).toHaveLength(56);
    expect(low).toMatchObject({ ParentShardId: first, HashKeyRange: { EndingHashKey: String(2n ** 127n - 1n) } });
    expect(high).toMatchObject({ ParentShardId: first, HashKeyRange: { StartingHashKey: String(2n ** 127n) } });
    expect(low?.SequenceNumberRange?.EndingSequenceNumber).toBeUndefined();
  });

  test('a closed parent gives its records page by page before it ends', async () => {
    const { client, stream, put, iterator, get, first } = aStream();
    for (const text of ['a', 'b']) await put(text);
    await client.send(
      new SplitShardCommand({ ...stream, ShardToSplit: first, NewStartingHashKey: String(2n ** 127n) }),
    );
    const page = await get(await iterator(), 1);
    expect(page.NextShardIterator).toBeDefined();
    expect(page.ChildShards).toBeUndefined();
    const last = await get(page.NextShardIterator, 1);
    expect(texts(last)).toEqual(['b']);
    expect(last.NextShardIterator ?? null).toBeNull();
  });

  test('a merge has both parents and takes the records of either', async () => {
    const { client, stream, first, second, shards, put } = aStream({ shardCount: 2 });
    await client.send(new MergeShardsCommand({ ...stream, ShardToMerge: second, AdjacentShardToMerge: first }));
    expect((await shards())[2]).toMatchObject({
      ParentShardId: second,
      AdjacentParentShardId: first,
      HashKeyRange: { StartingHashKey: '0', EndingHashKey: String(2n ** 128n - 1n) },
    });
    expect((await put('x')).ShardId).toBe('shardId-000000000002');
  });

  test('shards that do not touch are not merged, a closed shard is not split, a cut outside is refused', async () => {
    const { client, stream, first, second } = aStream({ shardCount: 3 });
    const merge = (AdjacentShardToMerge: string) =>
      client.send(new MergeShardsCommand({ ...stream, ShardToMerge: first, AdjacentShardToMerge }));
    const split = (at: bigint) =>
      client.send(new SplitShardCommand({ ...stream, ShardToSplit: first, NewStartingHashKey: String(at) }));
    await expect(merge('shardId-000000000002')).rejects.toMatchObject({ name: 'InvalidArgumentException' });
    await expect(split(0n)).rejects.toMatchObject({ name: 'InvalidArgumentException' });
    await expect(split(2n ** 127n)).rejects.toMatchObject({ name: 'InvalidArgumentException' });
    await merge(second);
    await expect(split(5n)).rejects.toMatchObject({ name: 'InvalidArgumentException' });
  });

  test('scaling leaves uniform open shards with at most two parents each, over the whole hash space', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), (counts) => {
        const { kinesis } = aStream();
        for (const shardCount of counts) kinesis.createStream({ name: 'readings', shardCount });
        const shards = kinesis.shards('readings');
        const open = shards
          .filter((shard) => !shard.closed)
          .sort((a, b) => (a.hashRange.start < b.hashRange.start ? -1 : 1));
        const width = 2n ** 128n / BigInt(counts.at(-1) ?? 1);
        expect(open.map((shard) => shard.hashRange.start)).toEqual(open.map((_, index) => BigInt(index) * width));
        expect(open).toHaveLength(counts.at(-1) ?? 1);
        expect(open.at(-1)?.hashRange.end).toBe(2n ** 128n - 1n);
        expect(Math.max(...shards.map((shard) => shard.parents.length))).toBeLessThanOrEqual(2);
      }),
    );
  });

  test('one call doubles a stream at most', async () => {
    const { client, stream, shards } = aStream({ shardCount: 2 });
    const scale = (TargetShardCount: number) =>
      client.send(new UpdateShardCountCommand({ ...stream, TargetShardCount, ScalingType: 'UNIFORM_SCALING' }));
    await expect(scale(5)).rejects.toMatchObject({ name: 'InvalidArgumentException' });
    expect(await scale(4)).toMatchObject({ CurrentShardCount: 2, TargetShardCount: 4 });
    await expect(scale(1)).rejects.toMatchObject({ name: 'InvalidArgumentException' });
    expect((await shards()).filter((shard) => !shard.SequenceNumberRange?.EndingSequenceNumber)).toHaveLength(4);
  });

  test('ListShards filters by time and pages', async () => {
    const { client, stream, clock, first } = aStream();
    await clock.advance(1000);
    const before = new Date(clock.now());
    await clock.advance(1000);
    await client.send(
      new SplitShardCommand({ ...stream, ShardToSplit: first, NewStartingHashKey: String(2n ** 127n) }),
    );
    const list = async (filter: { Type: 'AT_TIMESTAMP' | 'FROM_TIMESTAMP' | 'AT_LATEST' | 'AT_TRIM_HORIZON' }) =>
      (
        await client.send(new ListShardsCommand({ ...stream, ShardFilter: { ...filter, Timestamp: before } }))
      ).Shards?.map((shard) => Number(shard.ShardId?.slice(8)));
    expect(await list({ Type: 'AT_TIMESTAMP' })).toEqual([0]);
    expect(await list({ Type: 'AT_TRIM_HORIZON' })).toEqual([0]);
    expect(await list({ Type: 'FROM_TIMESTAMP' })).toEqual([0, 1, 2]);
    expect(await list({ Type: 'AT_LATEST' })).toEqual([1, 2]);
    const page = await client.send(new ListShardsCommand({ ...stream, MaxResults: 2 }));
    const rest = await client.send(new ListShardsCommand({ NextToken: page.NextToken }));
    expect([page, rest].map(({ Shards }) => Shards?.length)).toEqual([2, 1]);
    expect(rest.NextToken).toBeUndefined();
  });

  test('a closed shard is forgotten with its last record', async () => {
    const { kinesis, clock } = aStream();
    kinesis.createStream({ name: 'readings', shardCount: 2 });
    await clock.advance(24 * 3_600_000);
    expect(kinesis.shards('readings')).toHaveLength(3);
    await clock.advance(1);
    expect(kinesis.shards('readings').map((shard) => shard.closed)).toEqual([false, false]);
  });
});
