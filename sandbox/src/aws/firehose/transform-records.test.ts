import { virtualClock } from '../../clock.ts';
import type { Invocation } from '../../lambda/invoke.ts';
import { AwsError } from '../../wire/aws-service.ts';
import { createKinesis } from '../kinesis/kinesis.ts';
import { createFirehose } from './firehose.ts';

type Event = { records: { recordId: string; data: string }[]; [member: string]: unknown };

const lambdaArn = 'arn:aws:lambda:eu-central-1:000000000000:function:to-landing';
const encode = (text: string) => Buffer.from(text).toString('base64');
const decode = (text: string) => Buffer.from(text, 'base64').toString();
const answer = (records: unknown[]): Invocation => ({ payload: JSON.stringify({ records }) });
const upper = ({ records }: Event) =>
  answer(records.map(({ recordId, data }) => ({ recordId, result: 'Ok', data: encode(decode(data).toUpperCase()) })));

/** A delivery stream from Kinesis through `handler`; `good` and `bad` are the bodies of its objects. */
const aTransform = (
  handler: (event: Event) => Invocation | Promise<Invocation>,
  parameters: Record<string, string> = {},
) => {
  const clock = virtualClock();
  const kinesis = createKinesis({ clock });
  kinesis.createStream({ name: 'enriched', shardCount: 1 });
  const good: string[] = [];
  const bad: string[] = [];
  const payloads: string[] = [];
  const firehose = createFirehose({
    clock,
    kinesis,
    async invoke(functionName, payload) {
      expect(functionName).toBe('to-landing');
      payloads.push(payload);
      return handler(JSON.parse(payload));
    },
    s3: {
      async putObject({ key, body }) {
        (key.includes('/processing-failed/') ? bad : good).push(String(body));
      },
    },
  });
  firehose.createDeliveryStream({
    DeliveryStreamName: 'landing',
    DeliveryStreamType: 'KinesisStreamAsSource',
    KinesisStreamSourceConfiguration: { KinesisStreamARN: kinesis.streamArn('enriched') },
    ExtendedS3DestinationConfiguration: {
      BucketARN: 'arn:aws:s3:::lake',
      Prefix: 'landing/',
      BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 0 },
      ProcessingConfiguration: {
        Enabled: true,
        Processors: [
          {
            Type: 'Lambda',
            Parameters: Object.entries({ LambdaArn: lambdaArn, ...parameters }).map(
              ([ParameterName, ParameterValue]) => ({ ParameterName, ParameterValue }),
            ),
          },
        ],
      },
    },
  });
  const put = (data: string | Buffer) =>
    kinesis.put({ stream: 'enriched', partitionKey: 'device', data: Buffer.from(data) }).sequenceNumber;
  const events = () => payloads.map((payload) => JSON.parse(payload) as Event);
  const errors = () =>
    bad
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { clock, kinesis, firehose, put, good, bad, errors, events, payloads };
};

test('a function is invoked with the event that Firehose documents', async () => {
  const { clock, firehose, put, events, good } = aTransform(upper);
  const sequenceNumber = put('a');
  const arrival = clock.now();
  await clock.advance(1000);
  await firehose.deliverNow();
  const metadata = {
    shardId: 'shardId-000000000000',
    sequenceNumber,
    subsequenceNumber: 0,
    partitionKey: 'device',
    approximateArrivalTimestamp: arrival,
  };
  expect(events()).toEqual([
    {
      invocationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sourceKinesisStreamArn: 'arn:aws:kinesis:eu-central-1:000000000000:stream/enriched',
      deliveryStreamArn: 'arn:aws:firehose:eu-central-1:000000000000:deliverystream/landing',
      region: 'eu-central-1',
      records: [
        {
          recordId: expect.stringContaining(sequenceNumber),
          approximateArrivalTimestamp: arrival,
          data: encode('a'),
          kinesisRecordMetadata: metadata,
        },
      ],
    },
  ]);
  expect(good).toEqual(['A']);
});

test('a function is invoked when the transform buffer is full or old', async () => {
  const { clock, put, events } = aTransform(upper, { BufferSizeInMBs: '0.5', BufferIntervalInSeconds: '10' });
  put(Buffer.alloc(512 * 1024 - 1));
  await clock.advance(9_999);
  expect(events()).toHaveLength(0);
  await clock.advance(1);
  expect(events()).toHaveLength(1);
  put(Buffer.alloc(512 * 1024));
  await clock.advance(0);
  expect(events()).toHaveLength(2);
});

test('Ok goes to the prefix, ProcessingFailed to the error prefix, Dropped nowhere', async () => {
  const { clock, firehose, put, good, errors } = aTransform(({ records }) =>
    answer(
      records.map(({ recordId, data }) => ({
        recordId,
        result: { ok: 'Ok', drop: 'Dropped' }[decode(data)] ?? 'ProcessingFailed',
        data,
      })),
    ),
  );
  for (const text of ['ok', 'drop', 'fail']) put(text);
  const arrival = clock.now();
  await clock.advance(60_000);
  expect(good).toEqual(['ok']);
  expect(errors()).toEqual([
    {
      attemptsMade: 1,
      arrivalTimestamp: arrival,
      errorCode: 'Lambda.ProcessingFailedStatus',
      errorMessage: 'ProcessingFailed status set for record',
      attemptEndingTimestamp: arrival + 60_000,
      rawData: encode('fail'),
      lambdaArn,
    },
  ]);
  expect(firehose.counters().landing).toMatchObject({ recordsIn: 3, delivered: 1, dropped: 1, failed: 1, objects: 2 });
  expect(firehose.idle()).toBe(true);
});

test.each([
  ['3 times unless said otherwise', {}, 4],
  ['as often as said', { NumberOfRetries: '1' }, 2],
  ['not at all at 0', { NumberOfRetries: '0' }, 1],
])('a failed invocation is repeated %s, then all its records fail', async (_how, parameters, attempts) => {
  const { firehose, put, events, errors } = aTransform(
    () => ({ functionError: 'Unhandled', payload: '{"errorType":"Error","errorMessage":"boom"}' }),
    parameters,
  );
  put('a');
  put('b');
  await firehose.deliverNow();
  expect(events()).toHaveLength(attempts);
  expect(errors()).toMatchObject(
    ['a', 'b'].map((text) => ({
      attemptsMade: attempts,
      errorCode: 'Lambda.FunctionError',
      rawData: encode(text),
    })),
  );
});

test('an invocation that could not start is repeated too', async () => {
  let throttles = 3;
  const { firehose, put, good, bad } = aTransform((event) => {
    if (throttles-- > 0) throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    return upper(event);
  });
  put('a');
  await firehose.deliverNow();
  expect([good, bad]).toEqual([['A'], []]);
});

test.each([
  [
    () => {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    },
    'Lambda.InvokeLimitExceeded',
  ],
  [
    () => {
      throw new AwsError('ResourceNotFoundException', 'Function not found', 404);
    },
    'Lambda.ResourceNotFoundException',
  ],
  [
    () => ({ functionError: 'Unhandled', payload: '{"errorMessage":"Task timed out after 3.00 seconds"}' }) as const,
    'Lambda.FunctionTimedOut',
  ],
  [() => ({ payload: JSON.stringify('x'.repeat(6_291_555)) }), 'Lambda.FunctionError'],
])('cause %# of a failed invocation is %s', async (handler, code) => {
  const { firehose, put, errors } = aTransform(handler);
  put('a');
  await firehose.deliverNow();
  expect(errors()).toMatchObject([{ errorCode: code, attemptsMade: 4 }]);
});

test('a wrong answer is final: it is not asked again', async () => {
  const { firehose, put, events, errors } = aTransform(() => answer([]));
  put('a');
  await firehose.deliverNow();
  expect(events()).toHaveLength(1);
  expect(errors()).toMatchObject([{ errorCode: 'Lambda.MissingRecordId', attemptsMade: 1 }]);
});

test('a full buffer of small records is cut into payloads that Lambda takes, in order', async () => {
  const { firehose, put, payloads, good } = aTransform(upper, { BufferSizeInMBs: '3' });
  const sent = Array.from({ length: 20_000 }, (_, index) => `${index}\n`);
  for (const text of sent) put(text);
  await firehose.deliverNow();
  expect(payloads.length).toBeGreaterThan(1);
  for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(6_291_556);
  expect(good.join('')).toBe(sent.join(''));
});

test('objects keep the order of the stream when a later invocation would be faster', async () => {
  let slow = true;
  const { clock, put, good } = aTransform(
    async (event) => {
      if (slow) {
        slow = false;
        await new Promise<void>((resolve) => clock.after(5_000, resolve));
      }
      return upper(event);
    },
    { BufferIntervalInSeconds: '1' },
  );
  put('a');
  await clock.advance(1_000);
  put('b');
  await clock.advance(10_000);
  expect(good.join('')).toBe('AB');
});

test('a function that drops everything never fills the buffers', async () => {
  const { firehose, put } = aTransform(({ records }) =>
    answer(records.map(({ recordId }) => ({ recordId, result: 'Dropped' }))),
  );
  for (let count = 0; count < 50; count++) put(Buffer.alloc(1024 * 1024));
  await firehose.deliverNow();
  expect(firehose.counters().landing?.dropped).toBe(50);
  for (let count = 0; count < 50; count++) put(Buffer.alloc(1024 * 1024));
  await firehose.deliverNow();
  expect(firehose.counters().landing?.dropped).toBe(100);
});
