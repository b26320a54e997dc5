import { KinesisClient, PutRecordsCommand, SplitShardCommand } from '@aws-sdk/client-kinesis';
import { aggregate } from '@millrace/shared/runtime/kpl';
import fc from 'fast-check';
import { virtualClock } from '../../clock.ts';
import { inProcess } from '../../wire/in-process.ts';
import { region } from '../account.ts';
import { createKinesis, type Kinesis } from '../kinesis/kinesis.ts';
import { createFirehose } from './firehose.ts';

const stream = 'raw-readings';

/** A delivery stream that reads Kinesis; `delivered` is what its objects hold, in the order they were written. */
const aFirehose = (kinesis: Kinesis, clock = virtualClock(), state?: unknown) => {
  const delivered: string[] = [];
  const s3 = { failures: 0 };
  const firehose = createFirehose({
    clock,
    kinesis,
    invoke: async () => ({ payload: 'null' }),
    s3: {
      async putObject({ body }) {
        if (s3.failures-- > 0) throw new Error('SlowDown');
        delivered.push(...String(body).split('\n').filter(Boolean));
      },
    },
  });
  if (state) firehose.restore(state);
  firehose.createDeliveryStream({
    DeliveryStreamName: 'archive',
    DeliveryStreamType: 'KinesisStreamAsSource',
    KinesisStreamSourceConfiguration: { KinesisStreamARN: kinesis.streamArn(stream) },
    ExtendedS3DestinationConfiguration: {
      BucketARN: 'arn:aws:s3:::lake',
      BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
    },
  });
  return { firehose, delivered, s3, clock };
};

const aKinesis = (shardCount = 1) => {
  const kinesis = createKinesis({ clock: virtualClock() });
  kinesis.createStream({ name: stream, shardCount });
  return kinesis;
};

const put = (kinesis: Kinesis, text: string | Buffer, partitionKey = 'device') =>
  kinesis.put({ stream, partitionKey, data: Buffer.isBuffer(text) ? text : Buffer.from(`${text}\n`) });

test('records from before the delivery stream was created are delivered too', async () => {
  const kinesis = aKinesis();
  put(kinesis, 'early');
  const { firehose, delivered } = aFirehose(kinesis);
  put(kinesis, 'late');
  await firehose.deliverNow();
  expect(delivered).toEqual(['early', 'late']);
});

test('what a producer puts is delivered after the interval without anyone asking', async () => {
  const kinesis = aKinesis(2);
  const { clock, delivered } = aFirehose(kinesis);
  const client = new KinesisClient({
    region,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    requestHandler: inProcess(kinesis.service),
  });
  const Records = ['a', 'b', 'c'].map((key) => ({ PartitionKey: key, Data: Buffer.from(`${key}\n`) }));
  await client.send(new PutRecordsCommand({ StreamName: stream, Records }));
  await clock.advance(59_999);
  expect(delivered).toEqual([]);
  await clock.advance(1);
  expect(delivered.sort()).toEqual(['a', 'b', 'c']);
});

test('aggregated records are taken apart, damaged aggregates are delivered as they are', async () => {
  const kinesis = aKinesis();
  const packed = aggregate(['one', 'two'].map((text) => ({ partitionKey: 'p', data: Buffer.from(`${text}\n`) })));
  const damaged = Buffer.from(packed);
  damaged.writeUInt8(damaged.readUInt8(damaged.length - 1) ^ 1, damaged.length - 1);
  const { firehose, delivered } = aFirehose(kinesis);
  put(kinesis, packed);
  put(kinesis, damaged);
  await firehose.deliverNow();
  expect(delivered.slice(0, 2)).toEqual(['one', 'two']);
  expect(delivered.slice(2).join('\n')).toBe(String(damaged).trimEnd());
  expect(firehose.counters().archive?.recordsIn).toBe(3);
});

test('a stream that is created after its delivery stream is read', async () => {
  const kinesis = createKinesis({ clock: virtualClock() });
  const { clock, firehose, delivered } = aFirehose(kinesis);
  await clock.advance(0);
  kinesis.createStream({ name: stream, shardCount: 1 });
  put(kinesis, 'a');
  await firehose.deliverNow();
  expect(delivered).toEqual(['a']);
});

test('while S3 refuses, no more is read than the buffers hold; then everything is delivered', async () => {
  const kinesis = aKinesis();
  const { clock, firehose, delivered, s3 } = aFirehose(kinesis);
  s3.failures = Number.POSITIVE_INFINITY;
  for (let count = 0; count < 250; count++) put(kinesis, `${count} ${'x'.repeat(200 * 1024)}`);
  await clock.advance(300_000);
  // 18 MiB of buffers and slack are full after the first 100 records.
  expect(firehose.counters().archive?.recordsIn).toBe(100);
  s3.failures = 0;
  await clock.advance(300_000);
  const counts = delivered.map((line) => Number.parseInt(line, 10)).sort((a, b) => a - b);
  expect(counts).toEqual(Array.from({ length: 250 }, (_, count) => count));
});

test('a checkpoint moves when the object is written, not before', async () => {
  const kinesis = aKinesis();
  const { clock, firehose, s3 } = aFirehose(kinesis);
  s3.failures = 1;
  const { shardId, sequenceNumber } = put(kinesis, 'a');
  await clock.advance(60_000);
  expect(firehose.save().archive?.checkpoints).toEqual({ [shardId]: 'TRIM_HORIZON' });
  expect(firehose.idle()).toBe(false);
  await clock.advance(5_000);
  expect(firehose.save().archive?.checkpoints).toEqual({ [shardId]: sequenceNumber });
  expect(firehose.idle()).toBe(true);
});

test('after a restart delivery goes on behind what is in S3', async () => {
  const kinesis = aKinesis();
  const before = aFirehose(kinesis);
  put(kinesis, 'written');
  await before.firehose.deliverNow();
  put(kinesis, 'only buffered');
  await before.clock.advance(0);
  const after = aFirehose(kinesis, virtualClock(), structuredClone(before.firehose.save()));
  await after.firehose.deliverNow();
  expect(after.delivered).toEqual(['only buffered']);
});

test('a shard is read to its end before its children', async () => {
  const kinesis = aKinesis();
  const client = new KinesisClient({
    region,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    requestHandler: inProcess(kinesis.service),
  });
  for (let count = 0; count < 250; count++) put(kinesis, `parent ${count}`);
  const [parent] = kinesis.shards(stream);
  await client.send(
    new SplitShardCommand({
      StreamName: stream,
      ShardToSplit: parent?.shardId,
      NewStartingHashKey: String(2n ** 127n),
    }),
  );
  for (let count = 0; count < 250; count++) put(kinesis, `child ${count}`, String(count));
  const { firehose, delivered } = aFirehose(kinesis);
  await firehose.deliverNow();
  expect(delivered).toHaveLength(500);
  expect(delivered.slice(0, 250).every((line) => line.startsWith('parent'))).toBe(true);
});

test('whatever fails and whenever it restarts, every record is delivered, in order at first', async () => {
  const step = fc.oneof(
    fc.record({ put: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ fail: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ wait: fc.integer({ min: 1, max: 70_000 }) }),
    fc.constant({ restart: true }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const kinesis = aKinesis(2);
      const delivered: string[] = [];
      const sent: string[] = [];
      let running = aFirehose(kinesis);
      for (const each of steps) {
        if ('put' in each)
          for (let count = 0; count < each.put; count++) {
            sent.push(String(sent.length));
            put(kinesis, String(sent.length - 1), `device ${sent.length % 5}`);
          }
        else if ('fail' in each) running.s3.failures = each.fail;
        else if ('wait' in each) await running.clock.advance(each.wait);
        else {
          delivered.push(...running.delivered);
          running = aFirehose(kinesis, virtualClock(), structuredClone(running.firehose.save()));
        }
      }
      // Long enough for every buffer and for every repeated write.
      await running.clock.advance(120_000);
      delivered.push(...running.delivered);
      expect(running.firehose.idle()).toBe(true);
      expect(new Set(delivered)).toEqual(new Set(sent));
      for (let device = 0; device < 5; device++) {
        const firsts = [...new Set(delivered)].filter((text) => (Number(text) + 1) % 5 === device);
        expect(firsts).toEqual([...firsts].sort((a, b) => Number(a) - Number(b)));
      }
    }),
    { numRuns: 40 },
  );
}, 30_000);
