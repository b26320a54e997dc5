import { randomBytes } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { Problem } from '@millrace/shared/runtime/http';
import fc from 'fast-check';
import { maxBodyBytes, openBody, openText } from './open-body.ts';

const encoded = (encoding: string, body: Buffer) => ({ body, headers: { 'content-encoding': encoding } });
const text = 'Größe 3';

test.each([
  ['plain', { body: Buffer.from(text), headers: {} }],
  ['identity', encoded('identity', Buffer.from(text))],
  ['gzip', encoded('gzip', gzipSync(text))],
  ['deflate', encoded('Deflate', deflateSync(text))],
])('a %s body is opened to its text', (_, request) => {
  expect(openText(request)).toBe(text);
});

test('bytes that are no text can be had as bytes', () => {
  expect(openBody(encoded('gzip', gzipSync(Buffer.from([0xff]))))).toEqual(Buffer.from([0xff]));
});

test.each([
  ['bytes that are not UTF-8', { body: Buffer.from([0xff]), headers: {} }, 400, 'not-utf8'],
  ['broken gzip', encoded('gzip', Buffer.from('x')), 400, 'encoding-damaged'],
  ['gzip that is cut', encoded('gzip', gzipSync(text).subarray(0, -4)), 400, 'encoding-damaged'],
  ['an unknown encoding', encoded('br', Buffer.from('x')), 415, 'unsupported-encoding'],
  ['an encoding named like a property', encoded('constructor', Buffer.from('x')), 415, 'unsupported-encoding'],
])('%s is refused', (_, request, status, type) => {
  expect(() => openText(request)).toThrow(expect.objectContaining({ status, type }));
});

test('a body may unpack to 4 MiB whatever its ratio, and then to a hundred times its size', () => {
  const unpacked = (bytes: number, padding: Buffer = Buffer.alloc(0)) =>
    openBody(encoded('gzip', gzipSync(Buffer.concat([Buffer.alloc(bytes), padding])))).length;
  expect(unpacked(4 * 1024 * 1024)).toBe(4 * 1024 * 1024);
  expect(() => unpacked(4 * 1024 * 1024 + 1)).toThrow(expect.objectContaining({ status: 413, type: 'body-too-large' }));
  expect(unpacked(5 * 1024 * 1024, randomBytes(100_000))).toBe(5 * 1024 * 1024 + 100_000);
});

test('nothing unpacks to more than 32 MiB', () => {
  const of = (bytes: number) =>
    encoded('gzip', gzipSync(Buffer.concat([Buffer.alloc(bytes - 500_000), randomBytes(500_000)])));
  expect(openBody(of(maxBodyBytes)).length).toBe(maxBodyBytes);
  expect(() => openBody(of(maxBodyBytes + 1))).toThrow(expect.objectContaining({ status: 413 }));
});

test('any bytes under any encoding are opened or refused with a problem', () => {
  const encoding = fc.constantFrom('gzip', 'deflate', 'identity', 'br', '');
  const bytes = fc.uint8Array({ maxLength: 100 }).map((array) => Buffer.from(array));
  fc.assert(
    fc.property(encoding, fc.oneof(bytes, bytes.map(gzipSync), bytes.map(deflateSync)), (name, body) => {
      try {
        expect(openBody(encoded(name, body))).toBeInstanceOf(Buffer);
      } catch (error) {
        expect(error).toBeInstanceOf(Problem);
      }
    }),
    { numRuns: 1000 },
  );
});
