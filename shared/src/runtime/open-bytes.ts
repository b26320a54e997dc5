import { isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { deaggregate, isAggregate } from './kpl.ts';

export type Unreadable = { code: 'aggregate-damaged' | 'gzip-damaged' | 'not-utf8' | 'too-large'; detail: string };
type Text = { text: string } | { unreadable: Unreadable };

/** One user record: its bytes as they were sent, and their text, or why they have none. */
export type OpenedBytes = { partitionKey?: string; data: Buffer } & Text;

/** A user record may be at most this long, also once decompressed: it travels on inside an envelope. */
const maxTextBytes = 256 * 1024;

/** Above the largest aggregate that holds one of the largest records of `putAggregated`. */
const maxAggregateBytes = 520 * 1024;

/**
 * The user records in the bytes of a stream record, in their order: those of an aggregate, or the one that it is; either may
 * be gzipped. Bad bytes are values.
 */
export const openBytes = (data: Buffer): OpenedBytes[] => {
  const outer = decompress(data, maxAggregateBytes);
  if ('unreadable' in outer) return [{ data, ...outer }];
  if (!isAggregate(outer.bytes)) return [{ data, ...textOf(outer.bytes) }];
  const unpacked = deaggregate(outer.bytes);
  if ('bad' in unpacked) return [{ data, ...unreadable('aggregate-damaged', unpacked.bad) }];
  return unpacked.ok.map((record) => {
    const inner = decompress(record.data, maxTextBytes);
    return { ...record, ...('bytes' in inner ? textOf(inner.bytes) : inner) };
  });
};

/** Bytes that are not gzipped are as they are. */
const decompress = (data: Buffer, maxBytes: number): { bytes: Buffer } | { unreadable: Unreadable } => {
  if (data[0] !== 0x1f || data[1] !== 0x8b) return { bytes: data };
  try {
    return { bytes: gunzipSync(data, { maxOutputLength: maxBytes }) };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? unreadable('too-large', `is over ${maxBytes} bytes once decompressed`)
      : unreadable('gzip-damaged', 'the gzip stream cannot be read');
  }
};

const textOf = (bytes: Buffer): Text => {
  if (bytes.length > maxTextBytes) return unreadable('too-large', `is over ${maxTextBytes} bytes`);
  if (!isUtf8(bytes)) return unreadable('not-utf8', 'the bytes are not UTF-8');
  return { text: bytes.toString('utf8') };
};

const unreadable = (code: Unreadable['code'], detail: string) => ({ unreadable: { code, detail } });
