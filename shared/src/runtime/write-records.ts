import {
  RejectedRecordsException,
  type _Record as TimestreamRecord,
  type TimestreamWriteClient,
  WriteRecordsCommand,
} from '@aws-sdk/client-timestream-write';
import { inBatches } from './batches.ts';

export type { TimestreamRecord };
export type Rejected<T> = { row: T; reason: string };
type Ports = { client: TimestreamWriteClient; database: string; table: string };

/**
 * Writes rows, 100 a call. Timestream rejects records one by one and writes the others, so nothing is sent twice here:
 * a rejection for an existing version is a duplicate and counts as written, any other is permanent and comes back.
 */
export const writeRecords =
  ({ client, database, table }: Ports) =>
  async <T extends { record: TimestreamRecord }>(rows: readonly T[]): Promise<Rejected<T>[]> => {
    const rejected: Rejected<T>[] = [];
    for (const batch of inBatches(rows, { count: 100, bytes: Number.POSITIVE_INFINITY, sizeOf: () => 0 })) {
      try {
        await client.send(
          new WriteRecordsCommand({
            DatabaseName: database,
            TableName: table,
            Records: batch.map(({ record }) => record),
          }),
        );
      } catch (error) {
        if (!(error instanceof RejectedRecordsException)) throw error;
        for (const { RecordIndex = -1, Reason = 'rejected', ExistingVersion } of error.RejectedRecords ?? []) {
          const row = batch[RecordIndex];
          if (row && ExistingVersion === undefined) rejected.push({ row, reason: Reason });
        }
      }
    }
    return rejected;
  };
