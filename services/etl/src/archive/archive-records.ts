import { gzipSync } from 'node:zlib';
import type { ArchivedRecord } from '@millrace/shared/contracts/archived-record';
import { deliveryId, type Opened, openRecord } from '@millrace/shared/runtime/deliveries';
import { count } from '@millrace/shared/runtime/observability';
import type { KinesisStreamBatchResponse, KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda';

type Ports = { put: (key: string, body: Buffer) => Promise<void> };

/**
 * Keeps every record of a batch, good or bad, as a line of one gzipped NDJSON object of `ArchivedRecord`. The object is named
 * after the batch's first record and its last: a repeated batch writes the same object again, and one that was cut otherwise
 * never writes over it.
 */
export const archiveRecords =
  ({ put }: Ports) =>
  async ({ Records }: KinesisStreamEvent): Promise<KinesisStreamBatchResponse> => {
    const [first] = Records;
    const last = Records.at(-1);
    if (first && last) {
      const lines = Records.flatMap(openRecord).map((opened) => `${JSON.stringify(toArchived(opened))}\n`);
      await put(objectKey(first, last), gzipSync(lines.join('')));
      count('RecordsArchived', lines.length);
    }
    return { batchItemFailures: [] };
  };

const toArchived = ({ delivery, ...content }: Opened): ArchivedRecord => {
  const { partitionKey, arrivedAt, data } = delivery;
  const how = { delivery: deliveryId(delivery), partitionKey, arrivedAt };
  return 'text' in content ? { ...how, text: content.text } : { ...how, data: data.toString('base64') };
};

/** `raw/dt=YYYY-MM-DD/hour=HH/<shard>-<first sequence number>-<last>.ndjson.gz`, by the hour in which the first record arrived. */
const objectKey = ({ eventID, kinesis }: KinesisStreamRecord, last: KinesisStreamRecord): string => {
  const [date, hour] = new Date(kinesis.approximateArrivalTimestamp * 1000).toISOString().split(/[T:]/);
  return `raw/dt=${date}/hour=${hour}/${eventID.replace(':', '-')}-${last.kinesis.sequenceNumber}.ndjson.gz`;
};
