import { payloadOf } from './payload.ts';

const body = Buffer.from('123456789');

const digests = {
  'content-md5': 'JfnnlDI7RTiF9RgfG2JNCw==',
  'x-amz-checksum-crc32': 'y/Q5Jg==',
  'x-amz-checksum-sha1': '98O8HYCOBHMq32eZZczDTKeuNEE=',
  'x-amz-checksum-sha256': 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=',
  'x-amz-content-sha256': '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
};

test.each(Object.entries(digests))('%s is held against the body', (name, digest) => {
  expect(payloadOf({ headers: { [name]: digest }, body })).toEqual(body);
  expect(() => payloadOf({ headers: { [name]: digest }, body: Buffer.from('123456780') })).toThrow(/match/);
});

test.each(['STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'])(
  'a checksum in the trailer of %s is held against the decoded body',
  (contentHash) => {
    const sent = (checksum: string) => ({
      headers: { 'x-amz-content-sha256': contentHash, 'x-amz-decoded-content-length': '9' },
      body: Buffer.from(`9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:${checksum}\r\n\r\n`),
    });
    expect(payloadOf(sent('y/Q5Jg==')).toString()).toBe('123456789');
    expect(() => payloadOf(sent('AAAAAA=='))).toThrow(/checksum/);
  },
);

test('a decoded body of another length than announced is refused', () => {
  const headers = { 'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': '10' };
  const chunked = Buffer.from('9\r\n123456789\r\n0\r\n\r\n');
  expect(() => payloadOf({ headers, body: chunked })).toThrow('10 bytes were announced, 9 were sent.');
});

test('a body that only looks chunked is left alone', () => {
  const looksChunked = Buffer.from('1\r\na\r\n0\r\n\r\n');
  expect(payloadOf({ headers: { 'content-encoding': 'gzip' }, body: looksChunked })).toEqual(looksChunked);
});
