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
 * `ReadingsSetAside`. The object's key follows from its first record, so that a repeated batch writes the same object again.
 */
export const keepSetAside =
  ({ s3, bucket, by, announce, now }: Ports) =>
  async (bad: Bad<Reason>[]): Promise<void> => {
    const [first] = bad;
    if (!first) return;
    const key = objectKey(by, first);
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

/** `<function>/YYYY/MM/DD/HH/<shard>-<sequence number>-<index>.ndjson`, by the hour of arrival. */
const objectKey = (by: string, { delivery }: Bad<Reason>): string => {
  const hour = new Date(delivery.arrivedAt).toISOString().slice(0, 13).replaceAll(/[-T]/g, '/');
  return `${by}/${hour}/${delivery.shardId}-${delivery.outer}-${delivery.index}.ndjson`;
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
