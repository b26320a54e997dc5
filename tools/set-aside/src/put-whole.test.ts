import { KinesisClient, type PutRecordsCommandInput } from '@aws-sdk/client-kinesis';
import { aggregate } from '@millrace/shared/runtime/kpl';
import { defaultRetry } from '@millrace/shared/runtime/retry';
import fc from 'fast-check';
import { putWhole } from './put-whole.ts';

/** A stream that refuses entries as it is told, by their number over all calls. */
const aStream = (refuses: (entry: number) => boolean = () => false) => {
  const calls: PutRecordsCommandInput[] = [];
  const taken: { key: string; text: string }[] = [];
  let entries = 0;
  const kinesis = new KinesisClient({});
  kinesis.send = (async ({ input }: { input: PutRecordsCommandInput }) => {
    calls.push(input);
    const answers = (input.Records ?? []).map(({ PartitionKey = '', Data = new Uint8Array() }) => {
      if (refuses(entries++)) return { ErrorCode: 'ProvisionedThroughputExceededException' };
      taken.push({ key: PartitionKey, text: Buffer.from(Data).toString() });
      return { SequenceNumber: '1' };
    });
    return { Records: answers };
  }) as never;
  const retry = { ...defaultRetry, attempts: 2, pause: async () => {} };
  return { put: putWhole({ kinesis, stream: 'readings', retry }), calls, taken };
};

test('whatever is refused, each key keeps its order, and what follows a refused record is held back', async () => {
  const keys = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(keys, fc.infiniteStream(fc.boolean()), async (sent, refusals) => {
      const { put, calls, taken } = aStream(() => refusals.next().value);
      const records = sent.map((partitionKey, index) => ({ partitionKey, data: Buffer.from(String(index)) }));
      const refused = await put(records);
      for (const key of new Set(sent)) {
        const texts = (list: { partitionKey: string; data: Buffer }[]) =>
          list.filter(({ partitionKey }) => partitionKey === key).map(({ data }) => data.toString());
        const passed = taken.filter((each) => each.key === key).map(({ text }) => text);
        expect([...passed, ...texts(refused)]).toEqual(texts(records));
      }
      for (const { Records = [] } of calls)
        expect(new Set(Records.map(({ PartitionKey }) => PartitionKey)).size).toBe(Records.length);
    }),
  );
});

test('a call has at most 500 records and 5 MiB', async () => {
  const { put, calls, taken } = aStream();
  const records = (count: number, size: number) =>
    Array.from({ length: count }, (_, index) => ({ partitionKey: String(index), data: Buffer.alloc(size) }));
  await put(records(501, 1));
  await put(records(12, 1024 * 1024 - 10));
  expect(calls.map(({ Records = [] }) => Records.length)).toEqual([500, 1, 5, 5, 2]);
  expect(taken).toHaveLength(513);
});

test('an aggregate goes where the keys inside lead, another record where its own does', async () => {
  const { put, calls } = aStream();
  const data = aggregate([{ partitionKey: 'monitor-01', data: Buffer.from('a') }]);
  await put([
    { partitionKey: 'lane-3', data },
    { partitionKey: 'monitor-01', data: Buffer.from('a') },
  ]);
  // MD5 of monitor-01 as a number.
  expect(calls[0]?.Records?.map(({ ExplicitHashKey }) => ExplicitHashKey)).toEqual([
    BigInt('0xa8939b37e723b2577605f27261eed013').toString(),
    undefined,
  ]);
});
