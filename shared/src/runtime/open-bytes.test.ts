import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { aggregate } from './kpl.ts';
import { openBytes } from './open-bytes.ts';

const packed = gzipSync(aggregate(['a', 'b'].map((text) => ({ partitionKey: text, data: Buffer.from(text) }))));
const outcomes = (data: Buffer) =>
  openBytes(data).map((opened) => ('text' in opened ? opened.text : opened.unreadable.code));

test('an aggregate opens to its records, gzipped or not, and so do gzipped records in it', () => {
  const records = [Buffer.from('a'), gzipSync('b')].map((data) => ({ partitionKey: 'p', data }));
  for (const data of [aggregate(records), gzipSync(aggregate(records))]) {
    expect(outcomes(data)).toEqual(['a', 'b']);
    expect(openBytes(data).map((opened) => opened.data)).toEqual(records.map((record) => record.data));
  }
});

test('a record alone is its text, and its bytes are those that were sent', () => {
  const gzipped = gzipSync('a');
  expect(openBytes(gzipped, 'key')).toEqual([{ partitionKey: 'key', data: gzipped, text: 'a' }]);
  expect(openBytes(Buffer.from('a'), 'key')).toEqual([{ partitionKey: 'key', data: Buffer.from('a'), text: 'a' }]);
});

test('every flipped bit of a gzipped aggregate is noticed, or changes nothing', () => {
  for (let bit = 0; bit < packed.length * 8; bit++) {
    const damaged = Buffer.from(packed);
    damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    // Without its first two bytes it is no gzip; its header and the last bits of its data hold some that nobody reads.
    expect(['gzip-damaged', 'a,b', ...(bit < 16 ? ['not-utf8'] : [])]).toContain(outcomes(damaged).join());
  }
});

test('every flipped bit of a plain aggregate is noticed by its digest, or makes it none', () => {
  const plain = aggregate(['a', 'b'].map((text) => ({ partitionKey: text, data: Buffer.from(text) })));
  for (let bit = 0; bit < plain.length * 8; bit++) {
    const damaged = Buffer.from(plain);
    damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(outcomes(damaged)).toEqual([bit < 32 ? 'not-utf8' : 'aggregate-damaged']);
  }
});

test('a gzip stream that is cut is damaged, at whatever byte', () => {
  for (let length = 2; length < packed.length; length++)
    expect(outcomes(packed.subarray(0, length))).toEqual(['gzip-damaged']);
});

test('a record may have 256 KB of text, gzipped or not, in an aggregate or not', () => {
  const fits = Buffer.from('x'.repeat(256 * 1024));
  const tooLarge = Buffer.from('x'.repeat(256 * 1024 + 1));
  const inAggregate = (data: Buffer) => gzipSync(aggregate([{ partitionKey: 'p', data }]));
  for (const wrap of [(data: Buffer) => data, gzipSync, inAggregate, (data: Buffer) => inAggregate(gzipSync(data))]) {
    expect(outcomes(wrap(fits))).toEqual([fits.toString()]);
    expect(outcomes(wrap(tooLarge))).toEqual(['too-large']);
  }
});

test('a gzip bomb is opened no further than an aggregate may be long', () => {
  expect(openBytes(gzipSync(Buffer.alloc(600_000)))).toMatchObject([
    { unreadable: { code: 'too-large', detail: 'is over 532480 bytes once decompressed' } },
  ]);
});

test('any bytes open to texts or to why there is none, and nothing throws', () => {
  const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
  const magic = Buffer.from([0xf3, 0x89, 0x9a, 0xc2]);
  const mischief = fc.oneof(
    bytes,
    bytes.map((data) => gzipSync(data)),
    bytes.map((data) => Buffer.concat([magic, data])),
    bytes.map((data) => gzipSync(Buffer.concat([magic, data]))),
  );
  fc.assert(
    fc.property(mischief, (data) => {
      for (const opened of openBytes(data))
        expect('text' in opened ? typeof opened.text : opened.unreadable.detail.length > 0).toBeTruthy();
    }),
    { numRuns: 1000 },
  );
});

test('what is packed in whatever way opens to the same records in the same order', () => {
  const record = fc.record({ text: fc.string({ minLength: 1, unit: 'grapheme' }), isGzipped: fc.boolean() });
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 10 }), fc.boolean(), (records, isGzipped) => {
      const inside = records.map((each) => ({
        partitionKey: 'p',
        data: each.isGzipped ? gzipSync(each.text) : Buffer.from(each.text),
      }));
      const whole = aggregate(inside);
      expect(outcomes(isGzipped ? gzipSync(whole) : whole)).toEqual(records.map(({ text }) => text));
    }),
  );
});
