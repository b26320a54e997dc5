import { randomBytes } from 'node:crypto';
import { KinesisClient, type PutRecordsCommandInput } from '@aws-sdk/client-kinesis';
import fc from 'fast-check';
import { openBytes } from './open-bytes.ts';
import { putAggregated } from './put-aggregated.ts';
import { defaultRetry } from './retry.ts';

const retry = { ...defaultRetry, attempts: 3, pause: async () => {} };

/** A client whose stream refuses what `refuses` says, by number of the entry over all calls. */
const aStream = (
  refuses: (entry: number) => boolean = () => false,
  fails: (call: number) => Error | undefined = () => undefined,
) => {
  const calls: PutRecordsCommandInput[] = [];
  const taken: { partitionKey: string; text: string }[] = [];
  let entries = 0;
  const client = new KinesisClient({});
  client.send = (async ({ input }: { input: PutRecordsCommandInput }) => {
    calls.push(input);
    const error = fails(calls.length);
    if (error) throw error;
    const answers = (input.Records ?? []).map(({ Data = new Uint8Array() }) => {
      if (refuses(entries++)) return { ErrorCode: 'ProvisionedThroughputExceededException' };
      for (const { partitionKey = '', data } of openBytes(Buffer.from(Data)))
        taken.push({ partitionKey, text: data.toString() });
      return { SequenceNumber: '1' };
    });
    return { Records: answers };
  }) as never;
  return { put: putAggregated({ client, stream: 'readings', retry }), calls, taken };
};
const records = (keys: string[], size = 10) =>
  keys.map((partitionKey, index) => ({ partitionKey, data: Buffer.from(String(index).padEnd(size)) }));

test('every record reaches the stream, in order for its key, in one call', async () => {
  const { put, calls, taken } = aStream();
  const sent = records(Array.from({ length: 1000 }, (_, index) => `device-${index % 37}`));
  expect(await put(sent)).toEqual([]);
  expect(calls.length).toBe(1);
  expect(calls[0]?.Records?.length).toBeLessThanOrEqual(16);
  const texts = (key: string) => taken.filter(({ partitionKey }) => partitionKey === key).map(({ text }) => text);
  for (const key of new Set(sent.map(({ partitionKey }) => partitionKey)))
    expect(texts(key)).toEqual(sent.filter((r) => r.partitionKey === key).map(({ data }) => data.toString()));
  expect(taken.length).toBe(1000);
});

test('an aggregate travels gzipped: records that are alike take a fraction of their bytes', async () => {
  const { put, calls } = aStream();
  await put(records(Array(100).fill('monitor-01'), 300));
  const [{ Data = new Uint8Array() } = {}] = calls[0]?.Records ?? [];
  expect(Data.length).toBeLessThan((100 * 300) / 10);
});

test('an aggregate travels with a hash key in its own lane', async () => {
  const { put, calls } = aStream();
  await put(records(['monitor-01', 'monitor-02', 'monitor-03']));
  for (const { PartitionKey, ExplicitHashKey } of calls[0]?.Records ?? [])
    expect(`lane-${BigInt(ExplicitHashKey ?? '0') >> 124n}`).toBe(PartitionKey);
});

test('one call never carries two aggregates of a lane, nor more than 5 MiB of what does not compress', async () => {
  const { put, calls } = aStream();
  await put(
    Array.from({ length: 400 }, (_, index) => ({ partitionKey: `device-${index % 40}`, data: randomBytes(30_000) })),
  );
  expect(calls.length).toBeGreaterThan(1);
  for (const { Records = [] } of calls) {
    expect(new Set(Records.map(({ PartitionKey }) => PartitionKey)).size).toBe(Records.length);
    expect(Records.reduce((sum, { Data }) => sum + (Data?.length ?? 0), 0)).toBeLessThan(5 * 1024 * 1024);
  }
});

test('whatever the stream refuses, each record is taken once or answered, and no key is reordered', () => {
  const refusals = fc.array(fc.boolean(), { maxLength: 60 });
  return fc.assert(
    fc.asyncProperty(refusals, fc.integer({ min: 1, max: 12 }), async (refused, keys) => {
      const { put, taken } = aStream((entry) => refused[entry] ?? false);
      const sent = records(
        Array.from({ length: 40 }, (_, index) => `device-${index % keys}`),
        60_000,
      );
      const answered = (await put(sent)).map(({ entry }) => entry);
      const text = (record: { data: Buffer }) => record.data.toString();
      expect([...taken.map((record) => record.text), ...answered.map(text)].sort()).toEqual(sent.map(text).sort());
      for (let key = 0; key < keys; key++) {
        const own = sent.filter(({ partitionKey }) => partitionKey === `device-${key}`).map(text);
        const arrived = taken.filter(({ partitionKey }) => partitionKey === `device-${key}`).map((r) => r.text);
        expect(arrived).toEqual(own.slice(0, arrived.length));
      }
    }),
    { numRuns: 50 },
  );
});

/** Fails the second of two calls: each lane has an aggregate in either. */
const failsSecond = (error: Error) => aStream(undefined, (call) => (call === 2 ? error : undefined));
const twoCalls = records(['monitor-01', 'monitor-01', 'monitor-02', 'monitor-02'], 200_000);

test.each([
  ['a time-out', 'TimeoutError'],
  ['throttling of the whole call', 'KMSThrottlingException'],
])('after %s what the stream has taken stays taken, and the rest is answered', async (_, name) => {
  const { put, taken } = failsSecond(Object.assign(new Error(), { name }));
  const answered = await put(twoCalls);
  expect(answered.map(({ entry, code }) => [entry, code])).toEqual([1, 3].map((index) => [twoCalls[index], name]));
  expect(taken.length).toBe(2);
});

test('an error that no later try would mend is thrown', async () => {
  const error = Object.assign(new Error(), { name: 'AccessDeniedException', $fault: 'client' });
  await expect(failsSecond(error).put(twoCalls)).rejects.toBe(error);
});

test('what is not put when the time is up is answered', async () => {
  const { put, taken } = failsSecond(Object.assign(new Error(), { name: 'AbortError' }));
  expect((await put(twoCalls, AbortSignal.abort())).map(({ entry }) => entry)).toEqual([twoCalls[1], twoCalls[3]]);
  expect(taken.length).toBe(2);
});
