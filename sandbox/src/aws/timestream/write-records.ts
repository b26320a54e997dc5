import { AwsError } from '../../wire/aws-service.ts';
import { identify } from './identify.ts';
import { type IngestionWindow, outsideWindow } from './ingestion-window.ts';
import { overLimit } from './point-size.ts';
import type { Point } from './read-points.ts';
import type { createTableRows } from './table-rows.ts';
import { decideUpsert } from './upsert.ts';

export type RejectedRecord = { RecordIndex: number; Reason: string; ExistingVersion?: number };

export type Written = {
  ingested: { Total: number; MemoryStore: number; MagneticStore: number };
  rejected: RejectedRecord[];
  /** Rejections of late data, of which Timestream tells in S3 and not in its answer. */
  rejectedLate: RejectedRecord[];
};

/**
 * Writes the records of one call, one after the other; what is rejected does not keep the others from being written.
 */
export const writePoints = async (
  rows: ReturnType<typeof createTableRows>,
  points: Point[],
  window: IngestionWindow,
): Promise<Written> => {
  const identified = points.map(identify);
  const stored = await rows.find(identified);
  const written: Written = {
    ingested: { Total: 0, MemoryStore: 0, MagneticStore: 0 },
    rejected: [],
    rejectedLate: [],
  };
  identified.forEach((each, RecordIndex) => {
    const { point, identity } = each;
    const reason = overLimit(point) ?? outsideWindow(window, point.time) ?? rows.conflict(point);
    if (reason !== undefined) {
      written.rejected.push({ RecordIndex, Reason: reason });
      return;
    }
    const late = point.time < window.memoryFrom;
    const before = stored(identity);
    const decision = decideUpsert(before, point);
    if ('store' in decision) rows.put(each, decision.store, before === undefined);
    if ('reject' in decision) {
      const rejection = { RecordIndex, Reason: decision.reject, ExistingVersion: decision.existingVersion };
      (late ? written.rejectedLate : written.rejected).push(rejection);
      if (!late) return;
    }
    written.ingested.Total += 1;
    written.ingested[late ? 'MagneticStore' : 'MemoryStore'] += 1;
  });
  return written;
};

export const rejectedRecords = (rejected: RejectedRecord[]): AwsError =>
  new AwsError(
    'RejectedRecordsException',
    'One or more records have been rejected. See RejectedRecords for details.',
    419,
    { RejectedRecords: rejected },
  );
