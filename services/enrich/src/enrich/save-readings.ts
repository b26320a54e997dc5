import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { Reason } from '@millrace/shared/contracts/parsed';
import { count } from '@millrace/shared/runtime/observability';
import type { Rejected, TimestreamRecord } from '@millrace/shared/runtime/write-records';
import { toReadingRow } from './reading-row.ts';

type Row = { id: string; deviceId: string; record: TimestreamRecord };
type Ports = { write: (rows: readonly Row[]) => Promise<Rejected<Row>[]> };

/**
 * Writes readings to Timestream and answers by reading id why some cannot be stored ever. Two deliveries of one reading
 * give one row, the one that arrived later, for Timestream refuses two rows of one key in a request; that need not be the
 * later one in the batch, where a retry repeats what arrived before. Devices are kept together because a
 * request is billed for each dimension value once.
 */
export const saveReadings =
  ({ write }: Ports) =>
  async (readings: readonly EnrichedReading[]): Promise<Map<string, Reason>> => {
    const rejected = new Map<string, Reason>();
    const rows = new Map<string, Row>();
    for (const reading of readings) {
      const { id, deviceId } = reading;
      const row = toReadingRow(reading);
      if ('setAside' in row) rejected.set(id, row.setAside);
      else if (!isOlder(row.ok, rows.get(id)?.record)) rows.set(id, { id, deviceId, record: row.ok });
    }
    const byDevice = [...rows.values()].sort((a, b) =>
      a.deviceId < b.deviceId ? -1 : Number(a.deviceId > b.deviceId),
    );
    let tooOld = 0;
    for (const { row, reason } of await write(byDevice))
      if (isOutsideRetention(reason)) tooOld += 1;
      else rejected.set(row.id, { code: 'hot-store-rejected', detail: reason });
    count('ReadingsOnlyInLake', tooOld);
    return rejected;
  };

const isOlder = ({ Version = 0 }: TimestreamRecord, than: TimestreamRecord | undefined): boolean =>
  Version < (than?.Version ?? 0);

/**
 * A reading older than the hot store's retention is late, not bad: the lake takes it. Timestream has words for this, but no
 * code; ingest has refused what is too far in the future.
 */
const isOutsideRetention = (reason: string): boolean => /outside the (time range|data ingestion window)/.test(reason);

/** Without a hot store every reading still reaches the lake. */
export const saveNowhere = async (): Promise<Map<string, Reason>> => new Map();
