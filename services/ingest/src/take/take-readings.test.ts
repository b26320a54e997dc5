import { aReading } from '@millrace/shared/testing/a-reading';
import { takeReadings } from './take-readings.ts';
import { aStream } from './testing/a-stream.ts';

const identity = { tenant: 'ward-a' };
const aCandidate = (id: string) => ({ text: JSON.stringify(aReading({ id })) });

test('each record gets its result, in order, and nothing is accepted or kept that the stream did not take', async () => {
  const stream = aStream([1, 3]);
  const records = [aCandidate('1'), aCandidate('2'), { text: '{' }, { text: '[' }];
  expect(await takeReadings(stream)(records, identity)).toEqual([
    { status: 'accepted', id: 'monitor-01:1' },
    { status: 'retry', code: 'ProvisionedThroughputExceededException' },
    { status: 'set-aside', reason: { code: 'json-malformed', detail: 'the record is not JSON' } },
    { status: 'retry', code: 'ProvisionedThroughputExceededException' },
  ]);
  expect(stream.taken.length).toBe(2);
});

test('a request holds at most 10,000 records', async () => {
  const records = Array.from({ length: 10_000 }, (_, index) => aCandidate(String(index)));
  const stream = aStream();
  expect((await takeReadings(stream)(records, identity)).length).toBe(10_000);
  await expect(takeReadings(stream)([...records, aCandidate('x')], identity)).rejects.toMatchObject({
    status: 413,
    type: 'too-many-readings',
  });
  expect(stream.taken.length).toBe(10_000);
});

test('a record that no stream record can hold refuses its request before anything is written', async () => {
  const stream = aStream();
  const records = [aCandidate('1'), { text: 'x'.repeat(600_000) }];
  await expect(takeReadings(stream)(records, identity)).rejects.toMatchObject({
    status: 413,
    type: 'reading-too-large',
    extra: { index: 1 },
  });
  expect(stream.taken).toEqual([]);
});
