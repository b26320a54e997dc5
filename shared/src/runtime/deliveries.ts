import type { KinesisStreamRecord } from 'aws-lambda';
import { openBytes, type Unreadable } from './open-bytes.ts';

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

export type Opened = { delivery: Delivery; text: string } | { delivery: Delivery; unreadable: Unreadable };

/** Names a delivery across retries. Never an identity of what was delivered: a producer's retry has another. */
export const deliveryId = ({ shardId, outer, index }: Delivery): string => `${shardId}:${outer}:${index}`;

/** Every user record of a Kinesis record, opened to its text: de-aggregated and decompressed. Bad bytes are values. */
export const openRecord = ({ kinesis, eventID, eventSourceARN }: KinesisStreamRecord): Opened[] => {
  const outer = kinesis.sequenceNumber;
  const shardId = eventID.slice(0, eventID.indexOf(':'));
  const stream = eventSourceARN.slice(eventSourceARN.lastIndexOf('/') + 1);
  const arrivedAt = Math.round(kinesis.approximateArrivalTimestamp * 1000);
  return openBytes(Buffer.from(kinesis.data, 'base64'), kinesis.partitionKey).map((opened, index) => {
    const { partitionKey, data } = opened;
    const delivery = { outer, index, shardId, stream, partitionKey, arrivedAt, data };
    return 'text' in opened ? { delivery, text: opened.text } : { delivery, unreadable: opened.unreadable };
  });
};
