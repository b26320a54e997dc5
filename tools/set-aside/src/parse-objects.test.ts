import fc from 'fast-check';
import { parseFailureDocument } from './parse-failure-document.ts';
import { parseIotError } from './parse-iot-error.ts';
import { parseKeptRecords } from './parse-kept-records.ts';

test('any text of an object gives records or what is unreadable, never a throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((json) => `{"payload":${json}}`),
      ),
      (text) => {
        const failure = parseFailureDocument('key', text);
        expect(failure.records.length + failure.unreadable.length).toBe(1);
        const message = parseIotError('aws/iot/2026/11/23/12/a', text);
        expect(message.records.length + message.unreadable.length).toBe(1);
        const kept = parseKeptRecords('key', text);
        expect(kept.records.length + kept.unreadable.length).toBe(text.split('\n').filter(Boolean).length);
      },
    ),
  );
});

const document = (payload: unknown) => ({
  requestContext: {
    functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:millrace-query-api-my-stage-follow:$LATEST',
    condition: 'RecordAgeExceeded',
  },
  timestamp: '2026-11-23T12:00:00.000Z',
  KinesisBatchInfo: {
    shardId: 'shardId-000000000001',
    streamArn: 'arn:aws:kinesis:eu-central-1:000000000000:stream/millrace-my-stage-raw-readings',
  },
  payload,
});
const event = {
  Records: [
    {
      kinesis: {
        partitionKey: 'monitor-01',
        sequenceNumber: '49',
        approximateArrivalTimestamp: 1_795_000_000.123,
        data: '/w==',
      },
    },
  ],
};

test.each([
  ['text', JSON.stringify(event)],
  ['an object', event],
])('a failure document is read with its payload as %s', (_, payload) => {
  const { records, unreadable } = parseFailureDocument('key', JSON.stringify(document(payload)));
  expect(unreadable).toEqual([]);
  expect(records).toEqual([
    expect.objectContaining({
      by: 'query-api-follow',
      reason: 'RecordAgeExceeded',
      stream: 'millrace-my-stage-raw-readings',
      shardId: 'shardId-000000000001',
      sequenceNumber: '49',
      partitionKey: 'monitor-01',
      arrivedAt: 1_795_000_000_123,
      setAsideAt: Date.UTC(2026, 10, 23, 12),
      data: Buffer.from([0xff]),
    }),
  ]);
});
