import { isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { Problem } from '@millrace/shared/runtime/http';

/** API Gateway takes 10 MB; what that may unpack to is bounded by the memory of the function. */
const maxBodyBytes = 32 * 1024 * 1024;
const maxRecords = 10_000;

/** One record of a body: its text and its JSON value, where it has one. An array's elements have no text of their own. */
export type BodyRecord = { text: string; value: unknown } | { text: string; malformed: true };

/**
 * Cuts a request body into records: one reading, an array of readings, or NDJSON with one reading a line; gzip allowed.
 * Throws a `Problem` only when there is nothing to cut; a record that is not JSON stays a record.
 */
export const splitBody = (body: Buffer, headers: Record<string, string>): BodyRecord[] => {
  const text = textOf(body, headers['content-encoding']);
  const records = isNdjson(headers['content-type']) ? ndjsonRecords(text) : jsonRecords(text);
  if (records.length === 0) throw new Problem(400, 'empty-body', 'The body holds no reading.');
  if (records.length > maxRecords)
    throw new Problem(
      413,
      'too-many-readings',
      `The body holds more than ${maxRecords} readings; send fewer at a time.`,
    );
  return records;
};

const textOf = (body: Buffer, encoding: string | undefined): string => {
  const bytes = encoding === undefined || encoding === 'identity' ? body : gunzip(body, encoding);
  if (!isUtf8(bytes)) throw new Problem(400, 'not-utf8', 'The body is not UTF-8.');
  return bytes.toString('utf8');
};

const gunzip = (body: Buffer, encoding: string): Buffer => {
  if (encoding !== 'gzip') throw new Problem(415, 'unsupported-encoding', 'Content-Encoding may be gzip or identity.');
  try {
    return gunzipSync(body, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? new Problem(413, 'body-too-large', `The body is over ${maxBodyBytes} bytes once decompressed.`)
      : new Problem(400, 'gzip-damaged', 'The gzip stream cannot be read.');
  }
};

const isNdjson = (contentType = ''): boolean => /^application\/(x-)?ndjson\b/.test(contentType);

const ndjsonRecords = (text: string): BodyRecord[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(jsonRecord);

const jsonRecords = (text: string): BodyRecord[] => {
  if (text.trim() === '') return [];
  const record = jsonRecord(text);
  return 'value' in record && Array.isArray(record.value)
    ? record.value.map((value) => ({ text: JSON.stringify(value), value }))
    : [record];
};

const jsonRecord = (text: string): BodyRecord => {
  try {
    return { text, value: JSON.parse(text) };
  } catch {
    return { text, malformed: true };
  }
};
