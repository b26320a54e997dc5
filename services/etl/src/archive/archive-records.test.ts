import { gunzipSync, gzipSync } from 'node:zlib';
import { ArchivedRecord } from '@millrace/shared/contracts/archived-record';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import { aggregate } from '@millrace/shared/runtime/kpl';
import { aKinesisEvent } from '@millrace/shared/testing/a-kinesis-event';
import { archiveRecords } from './archive-records.ts';

const archive = async (records: (Buffer | string)[], settings = {}) => {
  const objects = new Map<string, Buffer>();
  const answer = await archiveRecords({ put: async (key, body) => void objects.set(key, body) })(
    aKinesisEvent(records, settings),
  );
  return { objects, answer };
};
const linesOf = (objects: Map<string, Buffer>): ArchivedRecord[] => {
  const [body = Buffer.alloc(0)] = objects.values();
  const lines = gunzipSync(body).toString().split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line));
};

test('every record of a batch is a line of one object, whether it came alone, gzipped or in an aggregate', async () => {
  const inner = ['c', 'd'].map((text) => ({ partitionKey: 'pump-9', data: Buffer.from(text) }));
  const { objects, answer } = await archive(['{"a":\n1}', gzipSync('b'), aggregate(inner), gzipSync(aggregate(inner))]);
  expect(answer).toEqual({ batchItemFailures: [] });
  const lines = linesOf(objects);
  expect(lines.map(({ text }) => text)).toEqual(['{"a":\n1}', 'b', 'c', 'd', 'c', 'd']);
  expect(lines[3]).toEqual({
    delivery: 'shardId-000000000000:3:1',
    partitionKey: 'pump-9',
    arrivedAt: 1_764_000_001_000,
    text: 'd',
  });
  for (const line of lines) expect(schemaParser(ArchivedRecord)(line)).toHaveProperty('ok');
});

test('what cannot be read is kept as its bytes', async () => {
  const damaged = gzipSync('a'.repeat(100)).subarray(0, 20);
  const notText = Buffer.from([0xff, 0x0a, 0x00]);
  const { objects } = await archive([damaged, notText]);
  expect(linesOf(objects).map(({ data = '' }) => Buffer.from(data, 'base64'))).toEqual([damaged, notText]);
});

test('the object is named after the hour, the first record and the last: a repeat is the same, a shorter batch another', async () => {
  const arrivedAt = Date.UTC(2026, 10, 23, 7, 59, 59);
  const { objects } = await archive(['a', 'b'], { arrivedAt });
  const shorter = await archive(['a'], { arrivedAt });
  expect([...objects.keys(), ...shorter.objects.keys()]).toEqual([
    'raw/dt=2026-11-23/hour=07/shardId-000000000000-1-2.ndjson.gz',
    'raw/dt=2026-11-23/hour=07/shardId-000000000000-1-1.ndjson.gz',
  ]);
});

test('a batch that cannot be kept fails whole', async () => {
  const put = async () => {
    throw new Error('SlowDown');
  };
  await expect(archiveRecords({ put })(aKinesisEvent(['a']))).rejects.toThrow('SlowDown');
});
