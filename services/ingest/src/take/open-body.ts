import { isUtf8 } from 'node:buffer';
import { gunzipSync, inflateSync } from 'node:zlib';
import { type HttpRequest, Problem } from '@millrace/shared/runtime/http';

/** Some 4 MB reach a function; what they may unpack to is bounded by its memory. */
export const maxBodyBytes = 32 * 1024 * 1024;

/**
 * Telemetry shrinks to a tenth or a twentieth; deflate itself ends at 1:1032. A small body may unpack to `freeBytes` whatever
 * its ratio: a batch of equal readings shrinks like a bomb.
 */
const maxRatio = 100;
const freeBytes = 4 * 1024 * 1024;

const decompressors = new Map([
  ['gzip', gunzipSync],
  ['deflate', inflateSync],
]);

/** The body's bytes without their Content-Encoding. Throws a `Problem` where they cannot be had or are too many. */
export const openBody = ({ body, headers }: Pick<HttpRequest, 'body' | 'headers'>): Buffer => {
  const encoding = (headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') return body;
  const decompress = decompressors.get(encoding);
  if (!decompress) throw new Problem(415, 'unsupported-encoding', 'Content-Encoding may be gzip, deflate or identity.');
  const limit = Math.min(maxBodyBytes, Math.max(freeBytes, body.length * maxRatio));
  try {
    return decompress(body, { maxOutputLength: limit });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? new Problem(413, 'body-too-large', `The body unpacks to more than ${limit} bytes; send less at a time.`)
      : new Problem(400, 'encoding-damaged', `The body cannot be read as ${encoding}.`);
  }
};

/** The same as text. */
export const openText = (request: Pick<HttpRequest, 'body' | 'headers'>): string => {
  const bytes = openBody(request);
  if (!isUtf8(bytes)) throw new Problem(400, 'not-utf8', 'The body is not UTF-8.');
  return bytes.toString('utf8');
};
