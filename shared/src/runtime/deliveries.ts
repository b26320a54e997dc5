import { isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import type { KinesisStreamRecord } from 'aws-lambda';
import { deaggregate, isAggregate } from './kpl.ts';

/** One user record as a stream delivered it. `outer` is what a failure is reported by; `data` are the bytes as sent. */
export type Delivery = {
  outer: string;
  /** Place in the aggregate; 0 for a plain record. */
  index: number;
  shardId: string;
  stream: string;
  partitionKey: string;
  /** Arrival stamp of the stream, epoch milliseconds: stable across retries. */
  arrivedAt: number;
  data: Buffer;
};

export type Unreadable = { code: 'aggregate-damaged' | 'gzip-damaged' | 'not-utf8' | 'too-large'; detail: string };
export type Opened = { delivery: Delivery; text: string } | { delivery: Delivery; unreadable: Unreadable };

/** A user record may be at most this long, also once decompressed: it travels on inside an envelope. */
export const maxTextBytes = 256 * 1024;

/** Names a delivery across retries. Never an identity of what was delivered: a producer's retry has another. */
export const deliveryId = ({ shardId, outer, index }: Delivery): string => `${shardId}:${outer}:${index}`;

/** Every user record of a Kinesis record, opened to its text: de-aggregated and decompressed. Bad bytes are values. */
export const openRecord = (record: KinesisStreamRecord): Opened[] => {
  const { kinesis } = record;
  const whole: Delivery = {
    outer: kinesis.sequenceNumber,
    index: 0,
    shardId: record.eventID.slice(0, record.eventID.indexOf(':')),
    stream: record.eventSourceARN.slice(record.eventSourceARN.lastIndexOf('/') + 1),
    partitionKey: kinesis.partitionKey,
    arrivedAt: Math.round(kinesis.approximateArrivalTimestamp * 1000),
    data: Buffer.from(kinesis.data, 'base64'),
  };
  if (!isAggregate(whole.data)) return [open(whole)];
  const unpacked = deaggregate(whole.data);
  if ('bad' in unpacked) return [{ delivery: whole, unreadable: { code: 'aggregate-damaged', detail: unpacked.bad } }];
  return unpacked.ok.map(({ partitionKey, data }, index) => open({ ...whole, index, partitionKey, data }));
};

const open = (delivery: Delivery): Opened => ({ delivery, ...textOf(delivery.data) });

/** The text of bytes as a device sends them, plain or gzipped. */
export const textOf = (sent: Buffer): { text: string } | { unreadable: Unreadable } => {
  const unreadable = (code: Unreadable['code'], detail: string) => ({ unreadable: { code, detail } });
  let bytes = sent;
  if (isGzip(bytes)) {
    try {
      bytes = gunzipSync(bytes, { maxOutputLength: maxTextBytes });
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
        ? unreadable('too-large', `is over ${maxTextBytes} bytes once decompressed`)
        : unreadable('gzip-damaged', 'the gzip stream cannot be read');
    }
  }
  if (bytes.length > maxTextBytes) return unreadable('too-large', `is over ${maxTextBytes} bytes`);
  if (!isUtf8(bytes)) return unreadable('not-utf8', 'the bytes are not UTF-8');
  return { text: bytes.toString('utf8') };
};

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
