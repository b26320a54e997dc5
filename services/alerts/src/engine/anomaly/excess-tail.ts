/**
 * How far new records of a signal went beyond the old ones, as 16 bits: 6 of how many there were, 10 of the sum of their
 * excess in spans of the old record, 64 steps an octave from 2 ** -10 to 64.
 */
export type ExcessTail = number;

export const noTail: ExcessTail = 0;

/**
 * The surprise at a new record that goes this many spans beyond the old, in nats. The excess is taken for exponential with a
 * Gamma prior on its rate; then the probability that a new record goes further is Lomax (Pareto II):
 * (1 + excess / (sum + prior sum)) ^ -(count + prior count).
 */
export const surpriseOf = (tail: ExcessTail, excess: number): number =>
  Math.min(certain, (countOf(tail) + priorCount) * Math.log1p(excess / (sumOf(tail) + priorSum)));

/**
 * Takes a new record in: no more than a span of it, so that one outlier does not make all others likely, and no less than a
 * twentieth, since what rises evenly sets many small records. The past is forgotten by halves.
 */
export const learnExcess = (tail: ExcessTail, excess: number): ExcessTail => {
  const [count, sum] = [countOf(tail) + 1, sumOf(tail) + Math.max(0.05, Math.min(excess, 1))];
  return count > manyRecords ? pack(count >> 1, sum / 2) : pack(count, sum);
};

/** The largest surprise: beyond it, probabilities are 0 to the last bit. */
export const certain = 40;
const manyRecords = 60;
/** As if so many records had gone a tenth of the span further. */
const priorCount = 6;
const priorSum = priorCount * 0.1;

const pack = (count: number, sum: number): ExcessTail =>
  (count << 10) | Math.max(0, Math.min(1023, Math.round((Math.log2(sum) + 10) * 64)));
const countOf = (tail: ExcessTail): number => tail >> 10;
const sumOf = (tail: ExcessTail): number => (countOf(tail) === 0 ? 0 : 2 ** ((tail & 1023) / 64 - 10));
