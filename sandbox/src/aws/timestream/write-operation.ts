import type { Clock } from '../../clock.ts';
import type { Databases } from './databases.ts';
import { ingestionWindow } from './ingestion-window.ts';
import { chargedBytes } from './point-size.ts';
import { type RecordInput, readPoints } from './read-points.ts';
import { type PutObject, reportRejected } from './report-rejected.ts';
import { rejectedRecords, writePoints } from './write-records.ts';

type Ports = {
  clock: Clock;
  databases: Databases;
  flush: () => Promise<void>;
  flushLater: () => void;
  putObject?: PutObject;
};

type WriteInput = { DatabaseName: string; TableName: string; CommonAttributes?: RecordInput; Records?: RecordInput[] };

/** Rows of one table that may wait in memory. */
const mostWaiting = 20_000;

export const writeOperation = ({ clock, databases, flush, flushLater, putObject }: Ports) => {
  /** Units of 1 KiB, a call rounded up; `writeUnitsWithNames` as the developer guide counts. */
  const counters = { recordsWritten: 0, recordsRejected: 0, chargedBytes: 0, writeUnits: 0, writeUnitsWithNames: 0 };

  return {
    counters: () => ({ ...counters }),

    operations: {
      async WriteRecords({ DatabaseName, TableName, CommonAttributes, Records }: WriteInput) {
        const { rows, retention, properties } = databases.table(DatabaseName, TableName);
        const points = readPoints(CommonAttributes, Records);
        const { ingested, rejected, rejectedLate } = await writePoints(
          rows,
          points,
          ingestionWindow(retention, clock.now()),
        );
        counters.recordsWritten += ingested.Total - rejectedLate.length;
        counters.recordsRejected += rejected.length + rejectedLate.length;
        const bytes = chargedBytes(points);
        counters.chargedBytes += bytes;
        counters.writeUnits += Math.ceil(bytes / 1024);
        counters.writeUnitsWithNames += Math.ceil(chargedBytes(points, { names: true }) / 1024);
        if (rows.waiting() >= mostWaiting) await flush();
        else if (rows.waiting() > 0) flushLater();
        // AWS writes the report some time later.
        if (rejectedLate.length > 0 && retention.rejectedTo && putObject)
          await reportRejected(putObject, retention.rejectedTo, properties, rejectedLate, Records ?? [], clock.now());
        if (rejected.length > 0) throw rejectedRecords(rejected);
        return { RecordsIngested: ingested };
      },
    },
  };
};
