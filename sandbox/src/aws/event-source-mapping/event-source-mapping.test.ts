import { aMapping, queue, uuid } from './testing/a-mapping.ts';
import { fails, hour, minute, refuses, reports } from './testing/functions.ts';

describe('recorded from AWS', () => {
  test('the event has the shape that Lambda sends', async () => {
    const { clock, mapping, put, invocations } = aMapping();
    await clock.advance(987);
    const sequenceNumber = put('hello', 'device-1');
    mapping.start();
    await clock.advance(0);
    expect(invocations[0]?.event).toStrictEqual({
      Records: [
        {
          kinesis: {
            kinesisSchemaVersion: '1.0',
            partitionKey: 'device-1',
            sequenceNumber,
            data: 'aGVsbG8=',
            approximateArrivalTimestamp: Date.UTC(2026, 0, 1) / 1000 + 0.987,
          },
          eventSource: 'aws:kinesis',
          eventVersion: '1.0',
          eventID: `shardId-000000000000:${sequenceNumber}`,
          eventName: 'aws:kinesis:record',
          invokeIdentityArn: 'arn:aws:iam::000000000000:role/accept',
          awsRegion: 'eu-central-1',
          eventSourceARN: 'arn:aws:kinesis:eu-central-1:000000000000:stream/readings',
        },
      ],
    });
  });

  test.each([
    ['""', ''],
    ['[]', []],
    ['null', null],
    ['{}', {}],
    ['{batchItemFailures: []}', { batchItemFailures: [] }],
    ['{batchItemFailures: null}', { batchItemFailures: null }],
  ])('the answer %s is a success: one invocation', async (_name, answer) => {
    const { clock, mapping, put, batches, failures } = aMapping({ ...reports, handler: () => answer });
    put('a');
    mapping.start();
    await clock.advance(hour);
    expect(batches()).toEqual([['a']]);
    expect(failures).toEqual([]);
    expect(mapping.idle()).toBe(true);
  });

  const failing = (itemFailure: object) => () => ({ batchItemFailures: [itemFailure] });
  test.each([
    { answer: 'an id that is not in the batch', handler: failing({ itemIdentifier: 123 }), functionError: null },
    { answer: 'the id ""', handler: failing({ itemIdentifier: '' }), functionError: null },
    { answer: 'the id null', handler: failing({ itemIdentifier: null }), functionError: null },
    { answer: 'the item {foo: 123}', handler: failing({ foo: 123 }), functionError: null },
    { answer: 'the item {foo: null}', handler: failing({ foo: null }), functionError: null },
    { answer: 'a thrown exception', handler: fails, functionError: 'Unhandled' },
  ])(
    '$answer, 2 retries: 3 invocations, then RetryAttemptsExhausted with count 3, functionError $functionError',
    async ({ handler, functionError }) => {
      const { clock, mapping, put, batches, failures } = aMapping({ ...reports, handler, maximumRetryAttempts: 2 });
      const sequenceNumber = put('a');
      mapping.start();
      await clock.advance(hour);
      expect(batches()).toEqual([['a'], ['a'], ['a']]);
      expect(failures).toHaveLength(1);
      expect(failures[0]?.destination).toBe(queue);
      expect(failures[0]?.document).toStrictEqual({
        requestContext: {
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:accept',
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: 3,
        },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError },
        version: '1.0',
        timestamp: '2026-01-01T00:00:01.500Z',
        KinesisBatchInfo: {
          shardId: 'shardId-000000000000',
          startSequenceNumber: sequenceNumber,
          endSequenceNumber: sequenceNumber,
          approximateArrivalOfFirstRecord: '2026-01-01T00:00:00.000Z',
          approximateArrivalOfLastRecord: '2026-01-01T00:00:00.000Z',
          batchSize: 1,
          streamArn: 'arn:aws:kinesis:eu-central-1:000000000000:stream/readings',
        },
      });
    },
  );

  test('6 records in batches of 3 with 3 retries, the 6th always failing: 1 to 5 come once, 6 five times, then alone after 4', async () => {
    const { clock, mapping, put, batches, failures } = aMapping({
      ...reports,
      batchSize: 3,
      maximumBatchingWindowInSeconds: 1,
      maximumRetryAttempts: 3,
      handler: refuses('6'),
    });
    mapping.start();
    for (const text of ['1', '2', '3', '4', '5', '6']) put(text);
    await clock.advance(hour);
    expect(batches()).toEqual([['1', '2', '3'], ['4', '5', '6'], ['6'], ['6'], ['6'], ['6']]);
    expect(failures).toHaveLength(1);
    expect(failures[0]?.document).toMatchObject({
      requestContext: { approximateInvokeCount: 4 },
      KinesisBatchInfo: { batchSize: 1 },
    });
  });

  test.each([
    ['SQS', queue],
    ['SNS', 'arn:aws:sns:eu-central-1:000000000000:failures'],
  ])('a document to %s has metadata only', async (_service, destination) => {
    const { clock, mapping, put, failures } = aMapping({
      handler: fails,
      maximumRetryAttempts: 0,
      destinationConfig: { onFailure: { destination } },
    });
    put('a');
    mapping.start();
    await clock.advance(0);
    expect(failures[0]?.destination).toBe(destination);
    expect(failures[0]?.document).not.toHaveProperty('payload');
  });

  test('a document to S3 has the records as text too, and a key of mapping, shard and date', async () => {
    const { clock, mapping, put, failures, invocations } = aMapping({
      handler: fails,
      maximumRetryAttempts: 1,
      destinationConfig: { onFailure: { destination: 'arn:aws:s3:::set-aside' } },
    });
    put('a');
    put('b');
    mapping.start();
    await clock.advance(minute);
    expect(JSON.parse(failures[0]?.document.payload ?? '')).toStrictEqual(invocations[0]?.event);
    expect(failures[0]?.document.KinesisBatchInfo.batchSize).toBe(2);
    const [prefix, random] = [failures[0]?.objectKey.slice(0, -36), failures[0]?.objectKey.slice(-36)];
    expect(prefix).toBe(`aws/lambda/${uuid}/shardId-000000000000/2026/01/01/2026-01-01T00.00.00-`);
    expect(random).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test('RecordAgeExceeded before the first invocation: no responseContext, count 1', async () => {
    const { clock, mapping, put, batches, failures } = aMapping({
      maximumRecordAgeInSeconds: 60,
      maximumRetryAttempts: 0,
    });
    put('old');
    await clock.advance(minute + 1);
    mapping.start();
    await clock.advance(hour);
    expect(batches()).toEqual([]);
    expect(failures.map(({ document }) => document.requestContext)).toEqual([
      expect.objectContaining({ condition: 'RecordAgeExceeded', approximateInvokeCount: 1 }),
    ]);
    expect(failures[0]?.document).not.toHaveProperty('responseContext');
  });

  test('RecordAgeExceeded while retrying: no responseContext, count 8', async () => {
    const { clock, mapping, put, failures } = aMapping({
      batchSize: 1,
      maximumBatchingWindowInSeconds: 1,
      maximumRecordAgeInSeconds: 60,
      handler: fails,
    });
    mapping.start();
    put('a');
    await clock.advance(hour);
    expect(failures.map(({ document }) => document.requestContext)).toEqual([
      expect.objectContaining({ condition: 'RecordAgeExceeded', approximateInvokeCount: 8 }),
    ]);
    expect(failures[0]?.document).not.toHaveProperty('responseContext');
  });

  test('RecordAgeExceeded drops only the expired prefix: 6 sent, 5 delivered', async () => {
    const { clock, mapping, put, batches, failures } = aMapping({
      batchSize: 10,
      maximumBatchingWindowInSeconds: 1,
      maximumRecordAgeInSeconds: 60,
      maximumRetryAttempts: 0,
    });
    const expired = put('old');
    await clock.advance(minute);
    for (const text of ['1', '2', '3', '4', '5']) put(text);
    mapping.start();
    await clock.advance(hour);
    expect(batches()).toEqual([['1', '2', '3', '4', '5']]);
    expect(failures.map(({ document }) => document.KinesisBatchInfo)).toEqual([
      expect.objectContaining({ batchSize: 1, startSequenceNumber: expired, endSequenceNumber: expired }),
    ]);
  });

  test('a mapping of a stream that does not exist is refused', () => {
    expect(() => aMapping({ stream: 'nowhere' })).toThrow(
      'Stream not found: arn:aws:kinesis:eu-central-1:000000000000:stream/nowhere',
    );
  });
});
