import { randomUUID } from 'node:crypto';
import type { RecordInput } from './read-points.ts';
import type { TableProperties } from './table-properties.ts';
import type { RejectedRecord } from './write-records.ts';

export type PutObject = (object: { bucket: string; key: string; body: string }) => Promise<unknown>;

/**
 * Writes rejections of late data where the table says. AWS documents neither the object's name nor its form; this one
 * has the form of its error reports for scheduled queries. `now` in epoch ms.
 */
export const reportRejected = async (
  putObject: PutObject,
  { bucket, prefix }: { bucket: string; prefix: string },
  { DatabaseName, TableName }: TableProperties,
  rejected: RejectedRecord[],
  records: RecordInput[],
  now: number,
): Promise<void> => {
  const reportId = randomUUID();
  const time = new Date(now).toISOString();
  const errors = rejected.map(({ RecordIndex, Reason, ExistingVersion }) => ({
    reason: Reason,
    existingVersion: ExistingVersion,
    records: [records[RecordIndex]],
  }));
  const key = `${prefix && `${prefix.replace(/\/$/, '')}/`}${DatabaseName}/${TableName}/${time}/${reportId}.json`;
  await putObject({ bucket, key, body: JSON.stringify({ reportId, errors }) });
};
