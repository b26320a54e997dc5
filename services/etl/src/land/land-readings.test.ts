import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { LandedRow } from '@millrace/shared/contracts/landed-row';
import { aggregate } from '@millrace/shared/runtime/kpl';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import type { FirehoseTransformationEvent } from 'aws-lambda';
import fc from 'fast-check';
import { formatRows } from './format-rows.ts';
import { landReadings } from './land-readings.ts';

const land = landReadings({ format: formatRows.ndjson });

const anEvent = (records: (EnrichedReading | Buffer | string)[]): FirehoseTransformationEvent => ({
  invocationId: 'invocation',
  deliveryStreamArn: 'arn:aws:firehose:eu-central-1:000000000000:deliverystream/landing',
  region: 'eu-central-1',
  records: records.map((record, index) => ({
    recordId: recordId(index),
    approximateArrivalTimestamp: 1_764_000_002_000,
    data: bytesOf(record).toString('base64'),
  })),
});

const bytesOf = (record: EnrichedReading | Buffer | string): Buffer =>
  record instanceof Buffer ? record : Buffer.from(typeof record === 'string' ? record : JSON.stringify(record));

/** As `enriched-readings` carries them. */
const anAggregate = (records: (EnrichedReading | string)[]): Buffer =>
  gzipSync(aggregate(records.map((record) => ({ partitionKey: 'p', data: bytesOf(record) }))));

const rowsOf = (data = ''): LandedRow[] => {
  const lines = gunzipSync(Buffer.from(data, 'base64')).toString().split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line));
};

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

test('the rows of a reading, and of all readings of an aggregate, are gzipped lines', async () => {
  const reading = anEnrichedReading({ measures: { a: { value: 1 }, b: { value: 2 } } });
  const other = anEnrichedReading({ measures: { c: { value: 3 } } });
  const { records } = await land(anEvent([reading, anAggregate([other, reading])]));
  expect(records.map(({ recordId: id, result }) => [id, result])).toEqual([
    [recordId(0), 'Ok'],
    [recordId(1), 'Ok'],
  ]);
  expect(rowsOf(records[0]?.data).map(({ measure }) => measure)).toEqual(['a', 'b']);
  expect(rowsOf(records[1]?.data).map(({ measure }) => measure)).toEqual(['c', 'a', 'b']);
});

test('an aggregate with anything in it that is no enriched reading fails whole, so that its bytes are kept', async () => {
  const good = anEnrichedReading();
  const damaged = anAggregate([good]);
  damaged.writeUInt8(damaged.readUInt8(20) ^ 1, 20);
  const { records } = await land(anEvent([anAggregate([good, '{"id":"x"}']), damaged, anAggregate([good])]));
  expect(records.map(({ result }) => result)).toEqual(['ProcessingFailed', 'ProcessingFailed', 'Ok']);
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

/** Nothing in it repeats itself, as little as JSON can. */
const noisyReading = (index: number): EnrichedReading =>
  anEnrichedReading({ id: `a:${index}`, log: { severity: 'INFO', body: randomBytes(6000).toString('base64') } });

test('readings beyond the answer that Lambda takes fail, the others land', async () => {
  const answer = await land(anEvent(Array.from({ length: 800 }, (_, index) => noisyReading(index))));
  const landed = answer.records.filter(({ result }) => result === 'Ok').length;
  expect(landed).toBeGreaterThan(500);
  expect(landed).toBeLessThan(800);
  expect(answer.records.slice(0, landed).every(({ result }) => result === 'Ok')).toBe(true);
  expect(answerBytes(answer)).toBeLessThan(6_291_556);
});

test.each([
  ['dense readings', denseReading],
  ['noisy readings', noisyReading],
])('what Firehose buffers for one call (0.2 MB) lands whole: %s, each alone or in aggregates', async (_, make) => {
  const buffered = (next: (index: number) => Buffer): Buffer[] => {
    const records: Buffer[] = [];
    for (let size = 0; size < 0.2 * 1024 * 1024; size += records.at(-1)?.length ?? 0)
      records.push(next(records.length));
    return records;
  };
  const inAggregate = Array.from({ length: 40 }, (_, index) => index);
  for (const records of [
    buffered((index) => bytesOf(make(index))),
    buffered((index) => anAggregate(inAggregate.map((part) => make(index * inAggregate.length + part)))),
  ]) {
    const { records: answers } = await land(anEvent(records));
    expect(answers.filter(({ result }) => result !== 'Ok')).toEqual([]);
  }
});
