import type { FirehoseTransformationEvent } from 'aws-lambda';
import { answerRecords } from './answer-records.ts';

const anEvent = (count: number): FirehoseTransformationEvent => ({
  invocationId: 'invocation',
  deliveryStreamArn: 'arn:aws:firehose:eu-central-1:000000000000:deliverystream/landing',
  region: 'eu-central-1',
  records: Array.from({ length: count }, (_, index) => ({
    recordId: String(index).padStart(64, '0'),
    approximateArrivalTimestamp: 0,
    data: Buffer.from(String(index)).toString('base64'),
  })),
});

const megabyte = Buffer.alloc(1_000_000, 'x');

test('what no longer fits in the answer fails, what is small enough after it lands', () => {
  const { records, landed, notLanded } = answerRecords(anEvent(6), (data) => ({
    holds: 3,
    bytes: String(data) === '5' ? Buffer.from('small') : megabyte,
  }));
  expect(records.map(({ result }) => result)).toEqual(['Ok', 'Ok', 'Ok', 'Ok', 'ProcessingFailed', 'Ok']);
  expect([landed, notLanded]).toEqual([15, 3]);
  expect(JSON.stringify({ records }).length).toBeLessThan(6_291_556);
});

test('a failed record has no data, and an empty one is no failure', () => {
  const { records } = answerRecords(anEvent(2), (data) => ({
    holds: 1,
    bytes: String(data) === '0' ? undefined : new Uint8Array(),
  }));
  expect(records).toEqual([
    { recordId: '0'.repeat(64), result: 'ProcessingFailed' },
    { recordId: `${'0'.repeat(63)}1`, result: 'Ok', data: '' },
  ]);
});
