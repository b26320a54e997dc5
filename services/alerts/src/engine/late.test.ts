import type { Observed } from './conditions/condition.ts';
import { between, completeUntil, type Late, nobodyLate, trimmed, withReading, withTime } from './late.ts';

const reading = (time: number, id = `r${time}`, measures: Observed['measures'] = {}): Observed => ({
  id,
  time,
  measures,
});
const waitingIn = ({ waiting }: Late) => waiting.map(({ id }) => id);
const taking = (readings: readonly Observed[], longest = 100) =>
  readings.reduce((late, each) => withReading(late, each, longest), nobodyLate);

test('readings wait in the order of their times, and of their ids at one instant', () => {
  const late = taking([reading(50), reading(10), reading(30, 'b'), reading(30, 'c'), reading(30, 'a'), reading(70)]);
  expect(waitingIn(late)).toEqual(['r10', 'a', 'b', 'c', 'r50', 'r70']);
  expect([late.seen, late.floor]).toEqual([70, -1]);
});

test('a reading that waits already is not taken again', () => {
  const late = taking([reading(10, 'b'), reading(30)]);
  expect(withReading(late, reading(10, 'b'), 100)).toBe(late);
  expect(waitingIn(withReading(late, reading(10, 'a'), 100))).toEqual(['a', 'b', 'r30']);
});

test('a reading that comes as late as the lateness, or later, is not taken', () => {
  const late = taking([reading(200)]);
  expect(withReading(late, reading(100), 100)).toBe(late);
  expect(waitingIn(withReading(late, reading(101), 100))).toEqual(['r101', 'r200']);
});

test('a rule has its readings complete up to its lateness behind the newest', () => {
  const late = taking([reading(10), reading(20), reading(30)]);
  expect(completeUntil(late, 10)).toBe(20);
  expect(between(late, 10, 20).map(({ id }) => id)).toEqual(['r20']);
  expect(between(late, -1, 30).map(({ id }) => id)).toEqual(['r10', 'r20', 'r30']);
});

test('time passes without readings, never back', () => {
  const late = taking([reading(30)]);
  expect(withTime(late, 31).seen).toBe(31);
  expect(withTime(late, 30)).toBe(late);
  expect(withTime(late, 29)).toBe(late);
});

test('what is complete for every rule waits no longer', () => {
  const late = taking([reading(10), reading(20), reading(120)]);
  expect(waitingIn(trimmed(late, 100))).toEqual(['r120']);
  expect(trimmed(late, 100).bytes).toBe(taking([reading(120)]).bytes);
  expect(trimmed(late, 0)).toMatchObject({ bytes: 0, waiting: [] });
  expect(trimmed(late, 111)).toBe(late);
  expect(waitingIn(trimmed(late, 110))).toEqual(['r20', 'r120']);
  expect(trimmed(nobodyLate, 5)).toBe(nobodyLate);
});

test('where more wait than there is room for, the oldest are let go, and nothing so old is taken any more', () => {
  // 60 bytes and an id of 940: a hundred have room.
  const big = (time: number) => reading(time, `${time}`.padStart(940, '0'));
  const full = taking(
    Array.from({ length: 100 }, (_, index) => big(index + 1)),
    10_000,
  );
  expect(full.floor).toBe(-1);
  const over = withReading(full, big(101), 10_000);
  expect([over.floor, completeUntil(over, 10_000)]).toEqual([1, 1]);
  expect(trimmed(over, 10_000).waiting.length).toBe(100);
  expect(withReading(over, big(1), 10_000)).toBe(over);
  // The floor does not come down again.
  expect(withReading({ ...full, floor: 50 }, big(101), 10_000).floor).toBe(50);
});

test('what waits never grows beyond a quarter of an item, whatever its values are', () => {
  const texts = ['off', '\u0000'.repeat(256), '\u{1F600}'.repeat(128), '"'.repeat(256)];
  for (const text of texts) {
    let late = nobodyLate;
    for (let time = 1; time <= 900; time++) {
      const measures = { state: { value: text }, temp: { value: 36.123456789, unit: 'Cel' }, x: { value: true } };
      late = trimmed(withReading(late, reading(time, `monitor-01:${time}`, measures), 1e9), 1e9);
    }
    const bytes = Buffer.byteLength(JSON.stringify(late));
    expect(bytes).toBeLessThan(110_000);
    expect(bytes).toBeGreaterThan(50_000);
  }
});
