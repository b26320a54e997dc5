import { hash } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ReadingsSetAside } from '../contracts/bus-events.ts';
import type { Reason } from '../contracts/parsed.ts';
import type { SetAsideRecord } from '../contracts/set-aside.ts';
import { deliveryId } from '../runtime/deliveries.ts';
import type { Bad } from '../runtime/kinesis-batch.ts';
import { countBy } from '../runtime/observability.ts';
import type { BusEvent } from '../runtime/put-events.ts';

type Ports = {
  s3: S3Client;
  bucket: string;
  /** Name of the function that sets aside. */
  by: string;
  announce: (events: BusEvent[]) => Promise<void>;
  now: () => number;
};

/**
 * Keeps what could not be taken: one NDJSON object of `SetAsideRecord` for a batch, announced on the bus as
 * `ReadingsSetAside`. The object's key follows from the records in it: a repeated batch writes the same object again, and
 * one that was cut otherwise never writes over it.
 */
export const keepSetAside =
  ({ s3, bucket, by, announce, now }: Ports) =>
  async (bad: Bad<Reason>[]): Promise<void> => {
    const [first] = bad;
    if (!first) return;
    const key = objectKey(by, first, bad);
    const setAsideAt = now();
    const lines = bad.map((each) => `${JSON.stringify(toRecord(each, by, setAsideAt))}\n`);
    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: lines.join(''), ContentType: 'application/x-ndjson' }),
    );
    const reasons: Record<string, number> = {};
    for (const { reason } of bad) reasons[reason.code] = (reasons[reason.code] ?? 0) + 1;
    countBy('ReadingsSetAside', 'reason', reasons);
    const detail: ReadingsSetAside = { by, bucket, key, reasons };
    await announce([{ type: 'ReadingsSetAside', detail }]);
  };

/** `<function>/YYYY/MM/DD/HH/<shard>-<sequence number>-<digest of all delivery ids>.ndjson`, by the hour of arrival of the first. */
const objectKey = (by: string, { delivery }: Bad<Reason>, all: readonly Bad<Reason>[]): string => {
  const hour = new Date(delivery.arrivedAt).toISOString().slice(0, 13).replaceAll(/[-T]/g, '/');
  const digest = hash('md5', all.map((each) => deliveryId(each.delivery)).join(), 'hex');
  return `${by}/${hour}/${delivery.shardId}-${delivery.outer}-${digest}.ndjson`;
};

const toRecord = ({ delivery, reason }: Bad<Reason>, by: string, setAsideAt: number): SetAsideRecord => ({
  id: deliveryId(delivery),
  reason: reason.code,
  detail: reason.detail,
  ...('pointer' in reason && reason.pointer !== undefined ? { pointer: reason.pointer } : {}),
  by,
  setAsideAt,
  stream: delivery.stream,
  shardId: delivery.shardId,
  sequenceNumber: delivery.outer,
  partitionKey: delivery.partitionKey,
  arrivedAt: delivery.arrivedAt,
  data: delivery.data.toString('base64'),
});
