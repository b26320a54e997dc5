import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import type { FirehoseTransformationEvent } from 'aws-lambda';
import fc from 'fast-check';
import { formatRows } from './format-rows.ts';
import { landReadings } from './land-readings.ts';

const land = landReadings({ format: formatRows.ndjson });

const anEvent = (records: (EnrichedReading | string)[]): FirehoseTransformationEvent => ({
  invocationId: 'invocation',
  deliveryStreamArn: 'arn:aws:firehose:eu-central-1:000000000000:deliverystream/landing',
  region: 'eu-central-1',
  records: records.map((record, index) => ({
    recordId: recordId(index),
    approximateArrivalTimestamp: 1_764_000_002_000,
    data: Buffer.from(typeof record === 'string' ? record : JSON.stringify(record)).toString('base64'),
  })),
});

/** As long as those of Firehose, about 60 characters. */
const recordId = (index: number): string => `${String(index).padStart(56, '4967306')}:000000`;

const answerBytes = (answer: unknown): number => Buffer.byteLength(JSON.stringify(answer));

/** As many measures as a reading may have, under the shortest sensible names: what grows most. */
const denseReading = (index: number): EnrichedReading =>
  anEnrichedReading({
    id: `monitor-0001:${index}`,
    delivery: `shardId-000000000012:49673066124567890123456789012345678901234567890123456${index}:12`,
    deviceId: 'monitor-0001',
    measures: Object.fromEntries(Array.from({ length: 64 }, (_, n) => [`m${100 + n}`, { value: n + 0.5 }])),
  });

test('rows of one reading end with a newline each', async () => {
  const reading = anEnrichedReading({ measures: { a: { value: 1 }, b: { value: 2 } } });
  const { records } = await land(anEvent([reading]));
  expect(records).toEqual([{ recordId: recordId(0), result: 'Ok', data: expect.any(String) }]);
  const text = Buffer.from(records[0]?.data ?? '', 'base64').toString();
  expect(text.split('\n').map((line) => line && JSON.parse(line).measure)).toEqual(['a', 'b', '']);
});

test('what is no enriched reading fails alone', async () => {
  const { records } = await land(
    anEvent(['no json', anEnrichedReading(), '{"id":"x"}', anEnrichedReading({ measures: {} }), '']),
  );
  expect(records.map(({ result }) => result)).toEqual([
    'ProcessingFailed',
    'Ok',
    'ProcessingFailed',
    'ProcessingFailed',
    'ProcessingFailed',
  ]);
});

test('every record id comes back exactly once, in an answer that Lambda takes, whatever came', async () => {
  const body = fc.integer({ min: 1, max: 8192 }).map((length) => 'x'.repeat(length));
  const record = fc.oneof(
    fc.string(),
    body.map((text) => anEnrichedReading({ log: { severity: 'INFO', body: text } })),
    fc.nat(1000).map(denseReading),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 400, size: 'max' }), async (records) => {
      const event = anEvent(records);
      const answer = await land(event);
      expect(answer.records.map((each) => each.recordId)).toEqual(event.records.map((each) => each.recordId));
      expect(answerBytes(answer)).toBeLessThan(6_291_556);
    }),
    { numRuns: 20 },
  );
});

test('readings beyond the answer that Lambda takes fail, the others land', async () => {
  const answer = await land(anEvent(Array.from({ length: 400 }, (_, index) => denseReading(index))));
  const landed = answer.records.filter(({ result }) => result === 'Ok').length;
  expect(landed).toBeGreaterThan(150);
  expect(landed).toBeLessThan(400);
  expect(answer.records.slice(0, landed).every(({ result }) => result === 'Ok')).toBe(true);
  expect(answerBytes(answer)).toBeLessThan(6_291_556);
});

test('what Firehose buffers for one call (0.2 MB) lands whole, however dense', async () => {
  const readings: EnrichedReading[] = [];
  for (let size = 0; size < 0.2 * 1024 * 1024; size += JSON.stringify(readings.at(-1)).length)
    readings.push(denseReading(readings.length));
  const { records } = await land(anEvent(readings));
  expect(records.filter(({ result }) => result !== 'Ok')).toEqual([]);
});
