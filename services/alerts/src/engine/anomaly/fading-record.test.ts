import { certain, type FadingRecord, fade, manyRecords, meetRecord, noRecord, widenRecord } from './fading-record.ts';

const zeroToTen: FadingRecord = { high: 10, low: 0, count: 0, excess: 0 };

test('a value within the record is no surprise and changes nothing', () => {
  for (const value of [0, 5, 10]) expect(meetRecord(zeroToTen, value)).toEqual({ record: zeroToTen, surprise: 0 });
});

test('the surprise of a new record is how unlikely its excess is', () => {
  // Half a span beyond, six prior records of a twentieth each: (1 + 0.5 / 0.3) ^ -6.
  expect(Math.exp(-meetRecord(zeroToTen, 15).surprise)).toBeCloseTo((1 + 0.5 / 0.3) ** -6, 12);
  expect(meetRecord(zeroToTen, -5).surprise).toBe(meetRecord(zeroToTen, 15).surprise);
});

test('it is less where new records have gone as far before', () => {
  const used: FadingRecord = { ...zeroToTen, count: 4, excess: 2 };
  expect(Math.exp(-meetRecord(used, 15).surprise)).toBeCloseTo((1 + 0.5 / 2.3) ** -10, 12);
});

test('a new record is taken in with its excess', () => {
  expect(meetRecord(zeroToTen, 12).record).toEqual({ high: 12, low: 0, count: 1, excess: 0.2 });
  expect(meetRecord(zeroToTen, -1).record).toEqual({ high: 10, low: -1, count: 1, excess: 0.1 });
});

test('a record far off is believed to twice the span only, and its excess counts as one span', () => {
  expect(meetRecord(zeroToTen, 1000).record).toEqual({ high: 30, low: 0, count: 1, excess: 1 });
  expect(meetRecord(zeroToTen, -1000).record).toEqual({ high: 10, low: -20, count: 1, excess: 1 });
});

test('any change of a signal that never changed is certain, and believed', () => {
  expect(meetRecord(noRecord, 3)).toEqual({ record: { ...noRecord, high: 3 }, surprise: certain });
});

test('no surprise is more than certain', () => {
  expect(meetRecord({ ...zeroToTen, count: manyRecords }, 1e30).surprise).toBe(certain);
});

test('former records are forgotten by halves', () => {
  const full: FadingRecord = { ...zeroToTen, count: manyRecords, excess: 5 };
  expect(meetRecord(full, 11).record).toMatchObject({ count: (manyRecords + 1) / 2, excess: 5.1 / 2 });
});

test('a record fades from both sides', () => {
  expect(fade(zeroToTen, 0.1)).toEqual({ ...zeroToTen, high: 9.5, low: 0.5 });
});

test('a record that is only beginning takes anything in', () => {
  expect(widenRecord(zeroToTen, 1000)).toEqual({ ...zeroToTen, high: 1000 });
  expect(widenRecord(zeroToTen, -7)).toEqual({ ...zeroToTen, low: -7 });
});
