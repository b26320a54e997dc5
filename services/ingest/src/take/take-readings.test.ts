import { refusedRecord } from '@millrace/shared/contracts/refused-record';
import { openRecord } from '@millrace/shared/runtime/deliveries';
import { maxUserRecordBytes } from '@millrace/shared/runtime/put-aggregated';
import { aKinesisEvent } from '@millrace/shared/testing/a-kinesis-event';
import { aReading } from '@millrace/shared/testing/a-reading';
import { aStream } from './testing/a-stream.ts';

const identity = { tenant: 'ward-a' };
const aCandidate = (id: string) => ({ text: JSON.stringify(aReading({ id })) });

test('each record gets its result, in order, and nothing is accepted or kept that the stream did not take', async () => {
  const stream = aStream([1, 3]);
  const records = [aCandidate('1'), aCandidate('2'), { text: '{' }, { text: '[' }];
  expect(await stream.take(records, identity)).toEqual([
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
  expect((await stream.take(records, identity)).length).toBe(10_000);
  await expect(stream.take([...records, aCandidate('x')], identity)).rejects.toMatchObject({
    status: 413,
    type: 'too-many-readings',
  });
  expect(stream.taken.length).toBe(10_000);
});

test('a reading may be as large as accept reads, less the room for its tenant', async () => {
  const stream = aStream();
  const padded = (bytes: number) => ({ text: aCandidate('1').text.padEnd(bytes) });
  expect(await stream.take([padded(255 * 1024), padded(255 * 1024 + 1)], identity)).toEqual([
    { status: 'accepted', id: 'monitor-01:1' },
    { status: 'set-aside', reason: { code: 'too-large', detail: 'is over 261120 bytes' } },
  ]);
  const { Records } = aKinesisEvent(stream.taken.map(({ data }) => data));
  expect(Records.flatMap(openRecord)).toEqual([
    expect.objectContaining({ text: expect.any(String) }),
    expect.objectContaining({ text: expect.any(String) }),
  ]);
});

test('a record that no stream record can hold refuses its request before anything is written', async () => {
  const reason = { code: 'too-large', detail: 'is over 261120 bytes' } as const;
  const room = maxUserRecordBytes - refusedRecord({ reason, sender: identity, text: '' }).length;
  const stream = aStream();
  await expect(stream.take([aCandidate('1'), { text: 'x'.repeat(room + 1) }], identity)).rejects.toMatchObject({
    status: 413,
    type: 'reading-too-large',
    extra: { index: 1 },
  });
  expect(stream.taken).toEqual([]);
  expect(await stream.take([{ text: 'x'.repeat(room) }], identity)).toEqual([{ status: 'set-aside', reason }]);
});
