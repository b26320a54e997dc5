import { isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { deaggregate, isAggregate } from './kpl.ts';

export type Unreadable = { code: 'aggregate-damaged' | 'gzip-damaged' | 'not-utf8' | 'too-large'; detail: string };

/** One user record: its bytes as they were sent, and their text, or why they have none. */
export type OpenedBytes = { partitionKey: string; data: Buffer } & ({ text: string } | { unreadable: Unreadable });

/** A user record may be at most this long, also once decompressed: it travels on inside an envelope. */
export const maxTextBytes = 256 * 1024;

/** Above the largest aggregate that holds one of the largest records of `putAggregated`. */
const maxAggregateBytes = 520 * 1024;

/**
 * The user records in the bytes of a stream record, in their order: those of an aggregate, or the one that it is; either may
 * be gzipped. Bad bytes are values.
 */
export const openBytes = (data: Buffer, partitionKey = ''): OpenedBytes[] => {
  const bytes = isGzip(data) ? gunzip(data, maxAggregateBytes) : data;
  if ('code' in bytes || !isAggregate(bytes)) return [{ partitionKey, data, ...textIn(bytes) }];
  // What comes out of gzip has passed its CRC-32.
  const unpacked = deaggregate(bytes, { intact: bytes !== data });
  if ('bad' in unpacked)
    return [{ partitionKey, data, unreadable: { code: 'aggregate-damaged', detail: unpacked.bad } }];
  return unpacked.ok.map((record) => ({ ...record, ...textOf(record.data) }));
};

type Text = { text: string } | { unreadable: Unreadable };

/** The text of bytes as a device sends them, plain or gzipped. */
export const textOf = (sent: Buffer): Text => textIn(isGzip(sent) ? gunzip(sent, maxTextBytes) : sent);

const isGzip = (data: Buffer): boolean => data[0] === 0x1f && data[1] === 0x8b;

const gunzip = (data: Buffer, maxBytes: number): Buffer | Unreadable => {
  try {
    return gunzipSync(data, { maxOutputLength: maxBytes });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? { code: 'too-large', detail: `is over ${maxBytes} bytes once decompressed` }
      : { code: 'gzip-damaged', detail: 'the gzip stream cannot be read' };
  }
};

const textIn = (bytes: Buffer | Unreadable): Text => {
  if ('code' in bytes) return { unreadable: bytes };
  if (bytes.length > maxTextBytes)
    return { unreadable: { code: 'too-large', detail: `is over ${maxTextBytes} bytes` } };
  if (!isUtf8(bytes)) return { unreadable: { code: 'not-utf8', detail: 'the bytes are not UTF-8' } };
  return { text: bytes.toString('utf8') };
};
