import { certain, type ExcessTail, learnExcess, noTail, surpriseOf } from './excess-tail.ts';

/** The highest and the lowest that a feature of a signal has been of late. */
export type FadingRecord = { high: number; low: number; tail: ExcessTail };

export const noRecord: FadingRecord = { high: 0, low: 0, tail: noTail };

export type Met = { record: FadingRecord; surprise: number };

/**
 * The record after a value, and the value's surprise in nats, 0 unless it is a new record. One that goes far beyond the old
 * is not believed at once: the span at most triples.
 */
export const meetRecord = (record: FadingRecord, value: number): Met => {
  const { high, low, tail } = record;
  const beyond = value > high ? value - high : low - value;
  if (!(beyond > 0)) return { record, surprise: 0 };
  const span = high - low;
  if (span === 0) return { record: widenRecord(record, value), surprise: certain };
  const excess = beyond / span;
  return {
    record: {
      high: value > high ? Math.min(value, high + growth * span) : high,
      low: value < low ? Math.max(value, low - growth * span) : low,
      tail: learnExcess(tail, excess),
    },
    surprise: surpriseOf(tail, excess),
  };
};

/** A value inside the record that is as far from all others as a new record: as surprising as that. */
export const meetGap = (record: FadingRecord, gap: number): Met => ({
  record: { ...record, tail: learnExcess(record.tail, gap) },
  surprise: surpriseOf(record.tail, gap),
});

/** Takes any value in, whatever it is. */
export const widenRecord = (record: FadingRecord, value: number): FadingRecord =>
  value > record.high ? { ...record, high: value } : value < record.low ? { ...record, low: value } : record;

/** A share of the span is forgotten, half of it on each side. */
export const fadeRecord = (record: FadingRecord, share: number): FadingRecord => {
  const less = ((record.high - record.low) * share) / 2;
  return { ...record, high: record.high - less, low: record.low + less };
};

const growth = 2;
