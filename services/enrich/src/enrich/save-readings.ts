import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { Reason } from '@millrace/shared/contracts/parsed';
import { count } from '@millrace/shared/runtime/observability';
import type { TimestreamRow } from '@millrace/shared/runtime/records-body';
import type { Written } from '@millrace/shared/runtime/write-records';
import { toReadingRow } from './reading-row.ts';

/** One row, the delivery that it is made of, and every delivery of that reading: they share its fate. */
type Row = { row: TimestreamRow; latest: EnrichedReading; deliveries: EnrichedReading[] };
type Ports = { write: (rows: readonly Row[]) => Promise<Written<Row>> };

/** What can never be stored, and why; what could not be stored this time. All others are stored. */
export type Saved = { rejected: ReadonlyMap<EnrichedReading, Reason>; failed: ReadonlySet<EnrichedReading> };

/**
 * Writes readings to Timestream. Two deliveries of one reading give one row, the one that arrived later, for Timestream refuses
 * two rows of one key in a request; that need not be the later one in the batch, where a retry repeats what arrived before.
 */
export const saveReadings =
  ({ write }: Ports) =>
  async (readings: readonly EnrichedReading[]): Promise<Saved> => {
    const rejected = new Map<EnrichedReading, Reason>();
    const rows = new Map<string, Row>();
    for (const reading of withNeighbours(readings)) {
      const made = toReadingRow(reading);
      if ('ok' in made) add(rows, reading, made.ok);
      else rejected.set(reading, made.setAside);
    }
    const written = await write([...rows.values()]);
    let tooOld = 0;
    for (const { row, reason } of written.rejected)
      if (isOutsideRetention(reason)) tooOld += row.deliveries.length;
      else for (const each of row.deliveries) rejected.set(each, { code: 'hot-store-rejected', detail: reason });
    count('ReadingsOnlyInLake', tooOld);
    return { rejected, failed: new Set(written.failed.flatMap(({ deliveries }) => deliveries)) };
  };

const add = (rows: Map<string, Row>, reading: EnrichedReading, row: TimestreamRow): void => {
  const same = rows.get(reading.id);
  if (!same) {
    rows.set(reading.id, { row, latest: reading, deliveries: [reading] });
    return;
  }
  same.deliveries.push(reading);
  if (isLater(reading, same.latest)) Object.assign(same, { row, latest: reading });
};

/** Of two arrivals in one millisecond the order of the stream decides, where they meet in a batch. */
const isLater = (one: EnrichedReading, other: EnrichedReading): boolean =>
  one.receivedAt > other.receivedAt ||
  (one.receivedAt === other.receivedAt && placeInStream(one) > placeInStream(other));

/** `<shard>:<sequence number>:<index>`; sequence numbers have up to 128 bits, and grow. */
const placeInStream = ({ delivery }: EnrichedReading): string => {
  const [, sequenceNumber = '', index = ''] = delivery.split(':');
  return sequenceNumber.padStart(60, '0') + index.padStart(10, '0');
};

/** The readings of a device together, in their order, and devices beside those that they have most in common with. */
const withNeighbours = (readings: readonly EnrichedReading[]): EnrichedReading[] =>
  [...Map.groupBy(readings, ({ deviceId }) => deviceId).values()]
    .map((own) => ({ own, place: placeOf(own[0]) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .flatMap(({ own }) => own);

const placeOf = (reading?: EnrichedReading): string =>
  `${reading?.tenant}/${reading?.deviceType}/${reading?.site}/${reading?.deviceId}`;

/**
 * A reading older than the hot store's retention is late, not bad: the lake takes it. Timestream has words for this, but no
 * code; ingest has refused what is too far in the future.
 */
const isOutsideRetention = (reason: string): boolean => /outside the (time range|data ingestion window)/.test(reason);

/** Without a hot store every reading still reaches the lake. */
export const saveNowhere = async (): Promise<Saved> => ({ rejected: new Map(), failed: new Set() });
