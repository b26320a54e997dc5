import { gzipSync } from 'node:zlib';
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
