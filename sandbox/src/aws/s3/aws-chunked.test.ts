import fc from 'fast-check';
import { decodeAwsChunked } from './aws-chunked.ts';

const encode = (chunks: Uint8Array[], extension = '', trailers = ''): Buffer =>
  Buffer.concat([
    ...chunks.flatMap((chunk) => [
      Buffer.from(`${chunk.length.toString(16)}${extension}\r\n`),
      chunk,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`0${extension}\r\n${trailers}\r\n`),
  ]);

const someChunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }));

test('bytes come out as they went in, however they were cut into chunks', () => {
  fc.assert(
    fc.property(someChunks, (chunks) => {
      expect(decodeAwsChunked(encode(chunks)).payload).toEqual(Buffer.concat(chunks));
    }),
  );
});

test('a stream that ends before its last chunk is refused', () => {
  fc.assert(
    fc.property(someChunks, fc.nat(), (chunks, cut) => {
      const end = encode(chunks).length - '0\r\n\r\n'.length;
      expect(() => decodeAwsChunked(encode(chunks).subarray(0, cut % (end + 1)))).toThrow(/whole aws-chunked stream/);
    }),
  );
});

test('chunk signatures are passed over', () => {
  const body = encode([Buffer.from('abc')], `;chunk-signature=${'0'.repeat(64)}`);
  expect(decodeAwsChunked(body).payload.toString()).toBe('abc');
});

test('trailers are read, in lower case', () => {
  const body = encode([Buffer.from('abc')], '', 'X-Amz-Checksum-Crc32:NSRBwg==\r\nx-amz-trailer-signature:00\r\n');
  expect(decodeAwsChunked(body).trailers).toEqual({
    'x-amz-checksum-crc32': 'NSRBwg==',
    'x-amz-trailer-signature': '00',
  });
});

test('a chunk that is longer than it says is refused', () => {
  expect(() => decodeAwsChunked(Buffer.from('2\r\nabc\r\n0\r\n\r\n'))).toThrow(/whole aws-chunked stream/);
});
