import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { aKinesisEvent } from '../testing/a-kinesis-event.ts';
import { deliveryId } from './deliveries.ts';
import { type Bad, kinesisBatch, type Outcome } from './kinesis-batch.ts';
import { aggregate } from './kpl.ts';

type Reason = { code: string };
const done: Outcome<Reason> = { failed: [], bad: [] };

/** A handler whose parser takes anything but `bad`, and whose work fails for the texts named. */
const aHandler = (fails: string[] = []) => {
  const worked: string[] = [];
  const kept: Bad<Reason>[] = [];
  const handler = kinesisBatch<string, Reason>({
    parse: (text) => (text === 'bad' ? { setAside: { code: 'schema-violation' } } : { ok: text }),
    work: async (records) => {
      worked.push(...records.map(({ value }) => value));
      return { ...done, failed: records.filter(({ value }) => fails.includes(value)).map(({ delivery }) => delivery) };
    },
    keep: async (bad) => void kept.push(...bad),
  });
  return { handler, worked, kept };
};
const failureOf = (itemIdentifier: string) => ({ batchItemFailures: [{ itemIdentifier }] });
const success = { batchItemFailures: [] };

test('records, gzipped records and user records of aggregates reach the work in stream order', async () => {
  const { handler, worked } = aHandler();
  const inner = [
    { partitionKey: 'p', data: Buffer.from('c') },
    { partitionKey: 'p', data: gzipSync('d') },
  ];
  expect(await handler(aKinesisEvent(['a', gzipSync('b'), aggregate(inner), 'e']))).toEqual(success);
  expect(worked).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('the lowest sequence number that failed is returned, whatever order the work reports in', async () => {
  const { handler } = aHandler(['e', 'b']);
  expect(await handler(aKinesisEvent(['a', 'b', 'c', 'd', 'e']))).toEqual(failureOf('2'));
});

test('a user record that failed is reported by the sequence number of its aggregate', async () => {
  const { handler } = aHandler(['y']);
  const packed = aggregate(['x', 'y'].map((text) => ({ partitionKey: 'p', data: Buffer.from(text) })));
  expect(await handler(aKinesisEvent(['a', packed, 'b']))).toEqual(failureOf('2'));
});

test('bad data is kept with its bytes and its reason, and the batch goes on', async () => {
  const { handler, worked, kept } = aHandler();
  const gzipDamaged = gzipSync('x'.repeat(1000)).subarray(0, 15);
  const aggregateDamaged = aggregate([{ partitionKey: 'p', data: Buffer.from('x') }]);
  aggregateDamaged.writeUInt8(aggregateDamaged.readUInt8(8) ^ 1, 8);
  const notUtf8 = Buffer.from([0x7b, 0xff, 0x7d]);
  const records = ['bad', gzipDamaged, aggregateDamaged, notUtf8, gzipSync('z'.repeat(300_000)), 'good'];
  expect(await handler(aKinesisEvent(records))).toEqual(success);
  expect(worked).toEqual(['good']);
  expect(kept.map(({ reason }) => reason.code)).toEqual([
    'schema-violation',
    'gzip-damaged',
    'aggregate-damaged',
    'not-utf8',
    'too-large',
  ]);
  expect(
    kept.map(({ delivery }) => delivery.data.equals(Buffer.from(records[Number(delivery.outer) - 1] ?? ''))),
  ).toEqual(Array(5).fill(true));
});

test('what the work finds bad is kept as well', async () => {
  const kept: string[] = [];
  const handler = kinesisBatch<string, Reason>({
    parse: (text) => ({ ok: text }),
    work: async (records) => ({
      failed: [],
      bad: records.map(({ delivery }) => ({ delivery, reason: { code: 'device-unknown' } })),
    }),
    keep: async (bad) => void kept.push(...bad.map(({ delivery }) => deliveryId(delivery))),
  });
  expect(await handler(aKinesisEvent(['a', 'b']))).toEqual(success);
  expect(kept).toEqual(['shardId-000000000000:1:0', 'shardId-000000000000:2:0']);
});

test('bad data that cannot be kept fails the batch, so that nothing of it is acknowledged', async () => {
  const handler = kinesisBatch<string, Reason>({
    parse: () => ({ setAside: { code: 'schema-violation' } }),
    work: async () => done,
    keep: async () => {
      throw new Error('SlowDown');
    },
  });
  await expect(handler(aKinesisEvent(['a']))).rejects.toThrow('SlowDown');
});

test('what the work throws fails the whole batch', async () => {
  const handler = kinesisBatch<string, Reason>({
    parse: (text) => ({ ok: text }),
    work: async () => {
      throw new Error('AccessDenied');
    },
    keep: async () => {},
  });
  await expect(handler(aKinesisEvent(['a']))).rejects.toThrow('AccessDenied');
});

test('whatever fails and whatever is bad: the first record with a failure is returned, and all that is bad is kept', () => {
  const userRecord = fc.record({ fails: fc.boolean(), isBad: fc.boolean() });
  const batch = fc.array(fc.array(userRecord, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
  return fc.assert(
    fc.asyncProperty(batch, async (records) => {
      const named = records.map((inside, outer) =>
        inside.map(({ fails, isBad }, index) => ({
          text: isBad ? 'bad' : `${outer}.${index}`,
          fails: fails && !isBad,
        })),
      );
      const failing = named.flat().flatMap(({ text, fails }) => (fails ? [text] : []));
      const { handler, worked, kept } = aHandler(failing);
      const packed = named.map((inside) =>
        aggregate(inside.map(({ text }) => ({ partitionKey: 'p', data: Buffer.from(text) }))),
      );
      const first = named.findIndex((inside) => inside.some(({ fails }) => fails));
      expect(await handler(aKinesisEvent(packed))).toEqual(first < 0 ? success : failureOf(String(first + 1)));
      expect(worked).toEqual(named.flat().flatMap(({ text }) => (text === 'bad' ? [] : [text])));
      expect(kept.map(({ delivery }) => `${Number(delivery.outer) - 1}.${delivery.index}`)).toEqual(
        named.flatMap((inside, outer) =>
          inside.flatMap(({ text }, index) => (text === 'bad' ? [`${outer}.${index}`] : [])),
        ),
      );
    }),
  );
});
