import type { GetShardIteratorCommandInput } from '@aws-sdk/client-kinesis';
import { aStream, texts } from './testing/a-stream.ts';

describe('reading', () => {
  test('each iterator type starts where it says', async () => {
    const { put, iterator, get, clock } = aStream();
    await put('a');
    await clock.advance(1500);
    const { SequenceNumber: b } = await put('b');
    const at = clock.now();
    await clock.advance(1500);
    await put('c');
    const latest = await iterator({ ShardIteratorType: 'LATEST' });
    const from = async (input: Partial<GetShardIteratorCommandInput>) => texts(await get(await iterator(input)));
    expect(await from({ ShardIteratorType: 'TRIM_HORIZON' })).toEqual(['a', 'b', 'c']);
    expect(await from({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: b })).toEqual(['b', 'c']);
    expect(await from({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: b })).toEqual(['c']);
    expect(await from({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(at) })).toEqual(['b', 'c']);
    expect(await from({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(at + 1) })).toEqual(['c']);
    expect(texts(await get(latest))).toEqual([]);
    await put('d');
    expect(texts(await get(latest))).toEqual(['d']);
  });

  test('the next iterator goes on where the page ended, and the lag is that of the last record', async () => {
    const { put, iterator, get, clock } = aStream();
    for (const text of ['a', 'b', 'c']) await put(text);
    await clock.advance(700);
    const page = await get(await iterator(), 2);
    expect(texts(page)).toEqual(['a', 'b']);
    expect(page.MillisBehindLatest).toBe(700);
    const rest = await get(page.NextShardIterator, 2);
    expect(texts(rest)).toEqual(['c']);
    expect(rest.MillisBehindLatest).toBe(0);
  });

  test('a page stays within 10 MiB', async () => {
    const { kinesis, iterator, get } = aStream();
    for (let index = 0; index < 12; index++)
      kinesis.put({ stream: 'readings', partitionKey: 'k', data: Buffer.alloc(1024 * 1024 - 1) });
    const page = await get(await iterator());
    expect(page.Records).toHaveLength(10);
    expect((await get(page.NextShardIterator)).Records).toHaveLength(2);
  });

  test('an iterator expires after five minutes', async () => {
    const { iterator, get, clock } = aStream();
    const ShardIterator = await iterator();
    await clock.advance(300_000);
    await expect(get(ShardIterator)).resolves.toBeDefined();
    await clock.advance(1);
    await expect(get(ShardIterator)).rejects.toMatchObject({ name: 'ExpiredIteratorException' });
  });

  test.each(['nonsense', Buffer.from('5').toString('base64')])(
    'the iterator %s, which was never issued, is refused',
    async (ShardIterator) => {
      await expect(aStream().get(ShardIterator)).rejects.toMatchObject({ name: 'InvalidArgumentException' });
    },
  );

  test("a sequence number that is not the shard's is refused", async () => {
    const { iterator } = aStream();
    for (const StartingSequenceNumber of ['1', `49${'0'.repeat(54)}`])
      await expect(iterator({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber })).rejects.toMatchObject(
        { name: 'InvalidArgumentException' },
      );
  });
});
