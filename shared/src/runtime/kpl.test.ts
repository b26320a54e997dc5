import { hash } from 'node:crypto';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { aggregate, aggregatedSize, deaggregate, isAggregate, type UserRecord } from './kpl.ts';

// The library of AWS, which has no types and speaks base64.
const require = createRequire(import.meta.url);
const { deaggregateSync } = require('aws-kinesis-agg');

const someRecords = fc.array(
  fc.record({
    partitionKey: fc.string({ minLength: 1, maxLength: 40 }),
    data: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  }),
  { minLength: 1, maxLength: 40 },
);
const plain = (records: UserRecord[]) => records.map((r) => [r.partitionKey, r.data.toString('base64')]);

test('what is aggregated comes back in order', () => {
  fc.assert(
    fc.property(someRecords, (records) => {
      const packed = aggregate(records);
      expect(isAggregate(packed)).toBe(true);
      const unpacked = deaggregate(packed);
      expect('ok' in unpacked && plain(unpacked.ok)).toEqual(plain(records));
    }),
  );
});

test("AWS's own de-aggregator reads what is aggregated", () => {
  fc.assert(
    fc.property(someRecords, (records) => {
      const seen: [string, string][] = [];
      deaggregateSync(
        {
          kinesisSchemaVersion: '1.0',
          partitionKey: 'p',
          sequenceNumber: '1',
          data: aggregate(records).toString('base64'),
        },
        false,
        (_error: unknown, inner: { partitionKey: string; data: string }[]) => {
          for (const each of inner) seen.push([each.partitionKey, each.data]);
        },
      );
      expect(seen).toEqual(plain(records));
    }),
    { numRuns: 30 },
  );
});

test('every flipped bit after the magic is noticed', () => {
  const packed = aggregate([{ partitionKey: 'monitor-1', data: Buffer.from('{"a":1}') }]);
  for (let bit = 4 * 8; bit < packed.length * 8; bit++) {
    const damaged = Buffer.from(packed);
    damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(deaggregate(damaged)).toEqual({ bad: 'the MD5 digest does not match' });
  }
});

test('an aggregate without a digest is read only as intact', () => {
  fc.assert(
    fc.property(someRecords, (records) => {
      const packed = aggregate(records, { digest: false });
      expect(packed.length).toBe(aggregate(records).length);
      expect(deaggregate(packed)).toEqual({ bad: 'the MD5 digest does not match' });
      const unpacked = deaggregate(packed, { intact: true });
      expect('ok' in unpacked && plain(unpacked.ok)).toEqual(plain(records));
    }),
  );
});

test('a message that cannot be read is a value, never a throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (message) => {
      const digest = hash('md5', message, 'buffer');
      const result = deaggregate(Buffer.concat([Buffer.from([0xf3, 0x89, 0x9a, 0xc2]), message, digest]));
      expect('ok' in result !== 'bad' in result).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('the size of an aggregate is never above the sum of its records’ sizes', () => {
  fc.assert(
    fc.property(someRecords, (records) => {
      const bound = records.reduce((sum, record) => sum + aggregatedSize(record), 0);
      expect(aggregate(records).length).toBeLessThanOrEqual(bound);
    }),
  );
});
