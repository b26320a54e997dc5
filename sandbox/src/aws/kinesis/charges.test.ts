import { aStream } from './testing/a-stream.ts';

test('a record is charged by whole units of 25 KB and by whole KB, its key included', async () => {
  const { kinesis, put } = aStream();
  await put('x'.repeat(1024 - 'key'.length), 'key');
  expect(kinesis.charges()).toEqual({ readings: { records: 1, bytes: 1024, putUnits: 1, kilobytesOnDemand: 1 } });
  await put('x'.repeat(25 * 1024), 'key');
  expect(kinesis.charges().readings).toEqual({
    records: 2,
    bytes: 26 * 1024 + 'key'.length,
    putUnits: 3,
    kilobytesOnDemand: 27,
  });
});
