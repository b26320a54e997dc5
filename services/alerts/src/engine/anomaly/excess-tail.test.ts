import { certain, learnExcess, noTail, surpriseOf } from './excess-tail.ts';

const after = (...excesses: number[]) => excesses.reduce(learnExcess, noTail);
const probability = (tail: number, excess: number) => Math.exp(-surpriseOf(tail, excess));

test('before any record six are taken for granted that went a tenth of the span further', () => {
  expect(probability(noTail, 0.6)).toBeCloseTo(2 ** -6, 12);
  expect(probability(noTail, 0)).toBe(1);
});

test('each record adds its excess', () => {
  expect(probability(after(0.5, 0.25), 0.5)).toBeCloseTo((1 + 0.5 / (0.75 + 0.6)) ** -8, 3);
});

test('a record counts as one span at most, and as a twentieth at least', () => {
  expect(after(1000)).toBe(after(1));
  expect(after(0.9)).not.toBe(after(1));
  expect(after(1e-9)).toBe(after(0.05));
  expect(after(0.06)).not.toBe(after(0.05));
});

test('what has gone far before is less of a surprise', () => {
  expect(probability(after(1, 1, 1), 1)).toBeGreaterThan(10 * probability(after(0.1, 0.1, 0.1), 1));
});

test('the past is halved when there are more than sixty records', () => {
  const [sixty = 0, more = 0] = [60, 61].map((count) => after(...Array(count).fill(0.5)));
  expect([sixty >> 10, more >> 10]).toEqual([60, 30]);
  // Rounding adds up to a few parts in a hundred.
  expect(probability(sixty, 0.5) / (1 + 0.5 / 30.6) ** -66).toBeCloseTo(1, 1);
  expect(probability(more, 0.5) / (1 + 0.5 / 15.85) ** -36).toBeCloseTo(1, 1);
});

test('it stays within 16 bits, and no surprise is more than certain', () => {
  let tail = noTail;
  for (let record = 0; record < 500; record++) {
    tail = learnExcess(tail, record % 3);
    expect(tail >= 0 && tail < 65_536).toBe(true);
  }
  expect(surpriseOf(after(...Array(60).fill(0.05)), 1e30)).toBe(certain);
});
