import type { Retention } from './table-properties.ts';

/** Times that a table takes at a moment, in epoch nanoseconds. */
export type IngestionWindow = {
  /** From here on, records go to the memory store; before it, to the magnetic store. */
  memoryFrom: bigint;
  from: bigint;
  to: bigint;
  /** As AWS calls it in a rejection. */
  name: 'memory store' | 'data ingestion window';
};

/** `now` in epoch ms. */
export const ingestionWindow = (
  { memoryHours, magneticDays, magneticWrites }: Retention,
  now: number,
): IngestionWindow => {
  const memoryFrom = now - memoryHours * hour;
  const from = magneticWrites ? Math.min(memoryFrom, now - magneticDays * 24 * hour) : memoryFrom;
  return {
    memoryFrom: nanoseconds(memoryFrom),
    from: nanoseconds(from),
    to: nanoseconds(now + futureLimit),
    name: magneticWrites ? 'data ingestion window' : 'memory store',
  };
};

/** Why a record's time is rejected, if it is, in AWS's words. */
export const outsideWindow = ({ from, to, name }: IngestionWindow, time: bigint): string | undefined =>
  time < from || time > to
    ? `The record timestamp is outside the time range [${iso(from)}, ${iso(to)}) of the ${name}.`
    : undefined;

/**
 * From when on a table still holds rows at `now` (epoch ms), and from when on in its memory store, in epoch
 * nanoseconds.
 */
export const retained = (
  { memoryHours, magneticDays }: Retention,
  now: number,
): { rowsFrom: bigint; keysFrom: bigint } => ({
  rowsFrom: nanoseconds(Math.min(now - memoryHours * hour, now - magneticDays * 24 * hour)),
  keysFrom: nanoseconds(now - memoryHours * hour),
});

const hour = 3_600_000;

/** Source: developer guide, quotas: future ingestion period. */
const futureLimit = 15 * 60_000;

/** Time before 1970 does not exist in Timestream. */
const nanoseconds = (milliseconds: number): bigint => BigInt(Math.max(0, milliseconds)) * 1_000_000n;

const iso = (time: bigint): string => new Date(Number(time / 1_000_000n)).toISOString();
