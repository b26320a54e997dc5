import { gunzipSync } from 'node:zlib';
import {
  DescribeDeliveryStreamCommand,
  FirehoseClient,
  ListDeliveryStreamsCommand,
  ListTagsForDeliveryStreamCommand,
  PutRecordBatchCommand,
  PutRecordCommand,
} from '@aws-sdk/client-firehose';
import { virtualClock } from '../../clock.ts';
import { inProcess } from '../../wire/in-process.ts';
import { region } from '../account.ts';
import { createKinesis } from '../kinesis/kinesis.ts';
import { createFirehose } from './firehose.ts';

const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };

const aFirehose = (properties: object = {}, s3: { fails: boolean } = { fails: false }) => {
  const clock = virtualClock(Date.UTC(2026, 0, 2, 3, 4, 5));
  const objects = new Map<string, Buffer>();
  const firehose = createFirehose({
    clock,
    kinesis: createKinesis({ clock }),
    invoke: async () => ({ payload: 'null' }),
    s3: {
      async putObject({ bucket, key, body }) {
        if (s3.fails) throw new Error('SlowDown');
        objects.set(`${bucket}/${key}`, body);
      },
    },
  });
  firehose.createDeliveryStream({
    DeliveryStreamName: 'archive',
    ExtendedS3DestinationConfiguration: {
      BucketARN: 'arn:aws:s3:::lake',
      BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
      ...properties,
    },
  });
  const client = new FirehoseClient({ region, credentials, requestHandler: inProcess(firehose.service) });
  const put = (...records: (string | Uint8Array)[]) =>
    client.send(
      new PutRecordBatchCommand({
        DeliveryStreamName: 'archive',
        Records: records.map((data) => ({ Data: Buffer.from(data as string) })),
      }),
    );
  const texts = () => [...objects.values()].map(String);
  return { clock, firehose, client, put, objects, texts, s3 };
};

test('records become one object without anything between them, under the hour of the first one', async () => {
  const { clock, put, objects } = aFirehose();
  await put('a', 'b');
  await clock.advance(59_999);
  await put('c');
  expect(objects.size).toBe(0);
  await clock.advance(1);
  const [[key, body] = []] = objects;
  expect(key).toMatch(
    /^lake\/2026\/01\/02\/03\/archive-1-2026-01-02-03-04-05-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  );
  expect(String(body)).toBe('abc');
});

test('an object is written as soon as the buffer is full', async () => {
  const { clock, put, objects, texts } = aFirehose();
  await put(Buffer.alloc(1000 * 1024, 'x'), Buffer.alloc(24 * 1024 - 1, 'y'));
  await clock.advance(0);
  expect(objects.size).toBe(0);
  await put('z', 'next');
  await clock.advance(0);
  expect(texts().map((text) => text.length)).toEqual([1024 * 1024]);
});

test('a delimiter is appended to each record on request', async () => {
  const { firehose, put, texts } = aFirehose({
    ProcessingConfiguration: {
      Enabled: true,
      Processors: [
        { Type: 'AppendDelimiterToRecord', Parameters: [{ ParameterName: 'Delimiter', ParameterValue: '\\n' }] },
      ],
    },
  });
  await put('a', 'b');
  await firehose.deliverNow();
  expect(texts()).toEqual(['a\nb\n']);
});

test.each([
  [{}, /[0-9a-f]$/],
  [{ FileExtension: '.json' }, /\.json$/],
  [{ CompressionFormat: 'GZIP' }, /\.gz$/],
  [{ CompressionFormat: 'GZIP', FileExtension: '.json.gz' }, /[0-9a-f]\.json\.gz$/],
])('the name of an object with %j ends with %s', async (properties, end) => {
  const { firehose, put, objects } = aFirehose(properties);
  await put('a');
  await firehose.deliverNow();
  const [[key = '', body = Buffer.alloc(0)] = []] = objects;
  expect(key).toMatch(end);
  expect(String('CompressionFormat' in properties ? gunzipSync(body) : body)).toBe('a');
});

test('PutRecord takes 1,000 KiB and not a byte more', async () => {
  const { client } = aFirehose();
  const put = (bytes: number) =>
    client.send(new PutRecordCommand({ DeliveryStreamName: 'archive', Record: { Data: Buffer.alloc(bytes) } }));
  expect((await put(1000 * 1024)).RecordId).toBeTruthy();
  await expect(put(1000 * 1024 + 1)).rejects.toThrow('less than or equal to 1024000');
});

test('PutRecordBatch takes 500 records and 4 MiB', async () => {
  const { put } = aFirehose();
  const fullRecords = Array.from({ length: 4 }, () => Buffer.alloc(1000 * 1024));
  expect((await put(...Array.from({ length: 500 }, () => 'a'))).FailedPutCount).toBe(0);
  await expect(put(...Array.from({ length: 501 }, () => 'a'))).rejects.toThrow('1 to 500 items');
  expect((await put(...fullRecords, Buffer.alloc(96 * 1024))).RequestResponses).toHaveLength(5);
  await expect(put(...fullRecords, Buffer.alloc(96 * 1024 + 1))).rejects.toThrow('4 MB');
});

test('while S3 refuses, puts fail one by one once the buffers are full, and nothing taken is lost', async () => {
  const { clock, firehose, put, texts, s3 } = aFirehose({}, { fails: true });
  let taken = 0;
  let failed = 0;
  for (let batch = 0; batch < 8; batch++) {
    const { FailedPutCount = 0, RequestResponses = [] } = await put(
      ...Array.from({ length: 4 }, () => Buffer.alloc(1000 * 1024, 'x')),
    );
    const codes = RequestResponses.flatMap(({ ErrorCode }) => ErrorCode ?? []);
    expect(codes).toEqual(Array.from({ length: FailedPutCount }, () => 'ServiceUnavailableException'));
    failed += FailedPutCount;
    taken += RequestResponses.length - FailedPutCount;
  }
  expect(failed).toBeGreaterThan(0);
  expect(firehose.idle()).toBe(false);
  s3.fails = false;
  await clock.advance(60_000);
  expect(texts().join('').length).toBe(taken * 1000 * 1024);
  expect(firehose.idle()).toBe(true);
  expect(firehose.counters().archive?.failedWrites).toBeGreaterThan(0);
});

test('what was put before a restart is delivered after it', async () => {
  const before = aFirehose({}, { fails: true });
  await before.put('a', 'b');
  const { clock, firehose, objects } = aFirehose();
  const state = structuredClone(before.firehose.save());
  const again = createFirehose({
    clock,
    kinesis: createKinesis({ clock }),
    invoke: async () => ({ payload: 'null' }),
    s3: { putObject: async ({ key, body }) => objects.set(key, body) },
  });
  again.restore(state);
  again.createDeliveryStream({
    DeliveryStreamName: 'archive',
    ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::lake' },
  });
  await again.deliverNow();
  expect([...objects.values()].map(String)).toEqual(['ab']);
  expect(firehose.idle()).toBe(true);
});

test('ingestion is billed by 5 KB a record', async () => {
  const { firehose, put } = aFirehose();
  await put('a', Buffer.alloc(5120), Buffer.alloc(5121));
  await firehose.deliverNow();
  expect(firehose.counters()).toEqual({
    archive: { recordsIn: 3, delivered: 3, failed: 0, dropped: 0, objects: 1, failedWrites: 0, bytesBilled: 4 * 5120 },
  });
});

test('a stream is described as it was created', async () => {
  const { client } = aFirehose();
  const { DeliveryStreamDescription: described } = await client.send(
    new DescribeDeliveryStreamCommand({ DeliveryStreamName: 'archive' }),
  );
  expect(described).toMatchObject({
    DeliveryStreamARN: 'arn:aws:firehose:eu-central-1:000000000000:deliverystream/archive',
    DeliveryStreamStatus: 'ACTIVE',
    DeliveryStreamType: 'DirectPut',
    CreateTimestamp: new Date('2026-01-02T03:04:05Z'),
    Destinations: [{ ExtendedS3DestinationDescription: { BucketARN: 'arn:aws:s3:::lake' } }],
  });
});

test('streams are listed by name, a page at a time', async () => {
  const { client, firehose } = aFirehose();
  for (const name of ['zinc', 'lead'])
    firehose.createDeliveryStream({
      DeliveryStreamName: name,
      ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::lake' },
    });
  expect(await client.send(new ListDeliveryStreamsCommand({ Limit: 2 }))).toMatchObject({
    DeliveryStreamNames: ['archive', 'lead'],
    HasMoreDeliveryStreams: true,
  });
  expect(
    await client.send(new ListDeliveryStreamsCommand({ Limit: 2, ExclusiveStartDeliveryStreamName: 'lead' })),
  ).toMatchObject({ DeliveryStreamNames: ['zinc'], HasMoreDeliveryStreams: false });
});

test('an operation or a stream that is not there is named in the error', async () => {
  const { client } = aFirehose();
  await expect(
    client.send(new ListTagsForDeliveryStreamCommand({ DeliveryStreamName: 'archive' })),
  ).rejects.toMatchObject({ name: 'NotImplemented' });
  await expect(
    client.send(new PutRecordCommand({ DeliveryStreamName: 'other', Record: { Data: Buffer.from('a') } })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('creating a stream again changes nothing, with other properties it is refused', () => {
  const { firehose } = aFirehose();
  const properties = {
    DeliveryStreamName: 'twice',
    ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::lake' },
  };
  expect(firehose.createDeliveryStream(properties)).toBe(
    firehose.createDeliveryStream(JSON.parse(JSON.stringify(properties))),
  );
  expect(() =>
    firehose.createDeliveryStream({
      ...properties,
      ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::other' },
    }),
  ).toThrow('exists with other properties');
});

test('what another service puts is a record, and a stream that is not there is not found', async () => {
  const { firehose, texts } = aFirehose();
  const arn = 'arn:aws:firehose:eu-central-1:000000000000:deliverystream/';
  firehose.put(`${arn}archive`, '{"a":"é"}');
  expect(firehose.idle()).toBe(false);
  await firehose.deliverNow();
  expect(texts()).toEqual(['{"a":"é"}']);
  expect(() => firehose.put(`${arn}other`, '{}')).toThrow('other not found');
});
