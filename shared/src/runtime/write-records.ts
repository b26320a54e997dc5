import {
  RejectedRecordsException,
  type TimestreamWriteClient,
  WriteRecordsCommand,
} from '@aws-sdk/client-timestream-write';

import { inBatches } from './batches.ts';
import { inParallel } from './in-parallel.ts';
import { mayPass } from './may-pass.ts';
import { logger } from './observability.ts';
import { recordsBody, type TimestreamRow } from './records-body.ts';
import { withBody } from './with-body.ts';

/** `rejected` can never be written; `failed` may be, the next time. All other rows are there, in this or a later version. */
export type Written<T> = { rejected: { row: T; reason: string }[]; failed: T[] };

type Ports = { client: TimestreamWriteClient; database: string; table: string };

/** As many as a batch of a thousand needs. One after the other takes longer by nine answers, and half as much CPU again. */
const callsAtOnce = 10;

/**
 * Writes rows, 100 a call in their order: the more neighbours have in common, the less is sent. Timestream rejects records
 * one by one and writes the others, so nothing is sent twice here: a rejection for an existing version is a duplicate and
 * counts as written, any other is permanent. Throws what no later try would pass.
 */
export const writeRecords =
  ({ client, database, table }: Ports) =>
  async <T extends { row: TimestreamRow }>(rows: readonly T[]): Promise<Written<T>> => {
    const calls = inBatches(rows, { count: 100 });
    const written = await inParallel(calls, callsAtOnce, write(client, database, table));
    return { rejected: written.flatMap(({ rejected }) => rejected), failed: written.flatMap(({ failed }) => failed) };
  };

const write =
  (client: TimestreamWriteClient, database: string, table: string) =>
  async <T extends { row: TimestreamRow }>(rows: readonly T[]): Promise<Written<T>> => {
    const records = rows.map(({ row }) => row);
    const command = new WriteRecordsCommand({ DatabaseName: database, TableName: table, Records: [] });
    try {
      await client.send(withBody(command, recordsBody(database, table, records)));
      return { rejected: [], failed: [] };
    } catch (error) {
      if (error instanceof RejectedRecordsException) return { rejected: permanent(error, rows), failed: [] };
      if (!mayPass(error)) throw error;
      logger.warn('A write went unanswered', error as Error);
      return { rejected: [], failed: [...rows] };
    }
  };

const permanent = <T>({ RejectedRecords = [] }: RejectedRecordsException, rows: readonly T[]) =>
  RejectedRecords.flatMap(({ RecordIndex = -1, Reason = 'rejected', ExistingVersion }) => {
    const row = rows[RecordIndex];
    return row && ExistingVersion === undefined ? [{ row, reason: Reason }] : [];
  });
