import { hash } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ReadingsSetAside } from '../contracts/bus-events.ts';
import type { Reason } from '../contracts/parsed.ts';
import type { SetAsideRecord } from '../contracts/set-aside.ts';
import type { Bad } from '../runtime/kinesis-batch.ts';
import { countBy } from '../runtime/observability.ts';
import type { BusEvent } from '../runtime/put-events.ts';
import { hourPath, setAsideId } from './set-aside-id.ts';

type Ports = {
  s3: S3Client;
  bucket: string;
  /** Name of the function that sets aside. */
  by: string;
  announce: (events: BusEvent[]) => Promise<void>;
  now: () => number;
};

/** What is bad, with the sender that a way in knew. */
export type Unkept = Bad<Reason> & Pick<SetAsideRecord, 'sender'>;

/**
 * Keeps what could not be taken: one NDJSON object of `SetAsideRecord` for each hour of arrival in a batch, announced on the
 * bus as `ReadingsSetAside`. An object's key follows from the records in it: a repeated batch writes the same objects again,
 * and one that was cut otherwise never writes over them.
 */
export const keepSetAside =
  ({ s3, bucket, by, announce, now }: Ports) =>
  async (bad: Unkept[]): Promise<void> => {
    if (bad.length === 0) return;
    const setAsideAt = now();
    const events: BusEvent[] = [];
    for (const [hour, ofHour] of Map.groupBy(bad, ({ delivery }) => hourPath(delivery.arrivedAt))) {
      const records = ofHour.map((each) => toRecord(each, by, setAsideAt));
      const key = `${by}/${hour}/${nameOf(records)}.ndjson`;
      const lines = records.map((record) => `${JSON.stringify(record)}\n`);
      await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: lines.join(''), ContentType: 'application/x-ndjson' }),
      );
      const detail: ReadingsSetAside = { by, bucket, key, reasons: countReasons(ofHour) };
      events.push({ type: 'ReadingsSetAside', detail });
    }
    countBy('ReadingsSetAside', 'reason', countReasons(bad));
    await announce(events);
  };

/** `<shard>-<sequence number of the first>-<digest of all ids>`. */
const nameOf = (records: SetAsideRecord[]): string =>
  `${records[0]?.shardId}-${records[0]?.sequenceNumber}-${hash('md5', records.map(({ id }) => id).join(), 'hex')}`;

const countReasons = (bad: Bad<Reason>[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { reason } of bad) counts[reason.code] = (counts[reason.code] ?? 0) + 1;
  return counts;
};

const toRecord = ({ delivery, reason, sender }: Unkept, by: string, setAsideAt: number): SetAsideRecord => {
  const { stream, shardId, outer: sequenceNumber, index, partitionKey, arrivedAt, data } = delivery;
  return {
    id: setAsideId({ stream, shardId, sequenceNumber, index, arrivedAt }),
    reason: reason.code,
    detail: reason.detail,
    ...('pointer' in reason && reason.pointer !== undefined ? { pointer: reason.pointer } : {}),
    by,
    setAsideAt,
    ...{ stream, shardId, sequenceNumber, index, partitionKey, arrivedAt },
    ...(sender ? { sender } : {}),
    data: data.toString('base64'),
  };
};
