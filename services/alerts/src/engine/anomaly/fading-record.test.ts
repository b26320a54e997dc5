import { certain, learnExcess, noTail, surpriseOf } from './excess-tail.ts';
import { type FadingRecord, fadeRecord, meetGap, meetRecord, noRecord, widenRecord } from './fading-record.ts';

const zeroToTen: FadingRecord = { high: 10, low: 0, tail: noTail };

test('a value within the record is no surprise and changes nothing', () => {
  for (const value of [0, 5, 10]) {
    expect(meetRecord(zeroToTen, value).record).toBe(zeroToTen);
    expect(meetRecord(zeroToTen, value).surprise).toBe(0);
  }
});

test('the surprise of a new record is that of its excess in spans', () => {
  expect(meetRecord(zeroToTen, 15).surprise).toBe(surpriseOf(noTail, 0.5));
  expect(meetRecord(zeroToTen, -5).surprise).toBe(surpriseOf(noTail, 0.5));
});

test('a new record is taken in with its excess', () => {
  expect(meetRecord(zeroToTen, 12).record).toEqual({ high: 12, low: 0, tail: learnExcess(noTail, 0.2) });
  expect(meetRecord(zeroToTen, -1).record).toEqual({ high: 10, low: -1, tail: learnExcess(noTail, 0.1) });
});

test('a record far off is believed to twice the span only', () => {
  expect(meetRecord(zeroToTen, 1000).record).toMatchObject({ high: 30, low: 0 });
  expect(meetRecord(zeroToTen, -1000).record).toMatchObject({ high: 10, low: -20 });
});

test('any change of a signal that never changed is certain, and believed', () => {
  expect(meetRecord(noRecord, 3)).toEqual({ record: { ...noRecord, high: 3 }, surprise: certain });
  expect(meetRecord(noRecord, -3)).toEqual({ record: { ...noRecord, low: -3 }, surprise: certain });
});

test('a gap is as surprising as a record that goes as far, and moves no bound', () => {
  expect(meetGap(zeroToTen, 0.2)).toEqual({
    record: { ...zeroToTen, tail: learnExcess(noTail, 0.2) },
    surprise: surpriseOf(noTail, 0.2),
  });
});

test('a record fades from both sides', () => {
  expect(fadeRecord(zeroToTen, 0.1)).toEqual({ ...zeroToTen, high: 9.5, low: 0.5 });
});

test('a record that is only beginning takes anything in', () => {
  expect(widenRecord(zeroToTen, 1000)).toEqual({ ...zeroToTen, high: 1000 });
  expect(widenRecord(zeroToTen, -7)).toEqual({ ...zeroToTen, low: -7 });
  expect(widenRecord(zeroToTen, 7)).toBe(zeroToTen);
});
