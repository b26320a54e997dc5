/** The highest and the lowest that a feature of a signal has been of late, and how far new records went beyond the old. */
export type FadingRecord = {
  high: number;
  low: number;
  /** New records, halved with `excess` when there are `manyRecords`; and the sum of their excess in spans of the old record. */
  count: number;
  excess: number;
};

export const noRecord: FadingRecord = { high: 0, low: 0, count: 0, excess: 0 };

/**
 * The record after a value, and the value's surprise in nats, 0 unless it is a new record. The excess over former records is taken for exponential with a Gamma prior on its rate, so the
 * probability that a new record goes further is Lomax: (1 + e / (excess + prior excess)) ^ -(count + prior count).
 * A record that goes far beyond the old is not believed at once: the span at most triples.
 */
export const meetRecord = (record: FadingRecord, value: number): { record: FadingRecord; surprise: number } => {
  const { high, low, count, excess } = record;
  const beyond = Math.max(value - high, low - value, 0);
  if (beyond === 0) return { record, surprise: 0 };
  const span = high - low;
  if (span === 0) return { record: widenRecord(record, value), surprise: certain };
  const ratio = beyond / span;
  const grown = { count: count + 1, excess: excess + Math.min(ratio, 1) };
  return {
    record: {
      ...(grown.count > manyRecords ? { count: grown.count / 2, excess: grown.excess / 2 } : grown),
      high: Math.max(high, Math.min(value, high + growth * span)),
      low: Math.min(low, Math.max(value, low - growth * span)),
    },
    surprise: Math.min(certain, (count + priorCount) * Math.log1p(ratio / (excess + priorCount * priorExcess))),
  };
};

/** Takes any value in, whatever it is. */
export const widenRecord = (record: FadingRecord, value: number): FadingRecord => ({
  ...record,
  high: Math.max(record.high, value),
  low: Math.min(record.low, value),
});

/** A share of the span is forgotten, half of it on each side. */
export const fade = (record: FadingRecord, share: number): FadingRecord => {
  const less = ((record.high - record.low) * share) / 2;
  return { ...record, high: record.high - less, low: record.low + less };
};

/** The largest surprise: beyond it, scores are 1 to the last bit. */
export const certain = 40;
export const manyRecords = 60;
const growth = 2;
const priorCount = 6;
const priorExcess = 0.05;
