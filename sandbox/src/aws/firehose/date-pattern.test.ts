import fc from 'fast-check';
import { calendarTime, compileDatePattern } from './date-pattern.ts';

const morning = calendarTime(Date.UTC(2026, 1, 3, 4, 5, 6));

test.each([
  ['yyyy/MM/dd/HH/', '2026/02/03/04/'],
  ['yy-M-d H:m:s', '26-2-3 4:5:6'],
  ['mm_ss', '05_06'],
  ['DDD', '034'],
  ["'year='yyyy", 'year=2026'],
  ["'it''s' HH", "it's 04"],
  ["HH''mm", "04'05"],
])('the pattern %s prints %s', (pattern, text) => {
  expect(compileDatePattern(pattern)(morning)).toBe(text);
});

test.each(['EEE', 'MMM', 'YYYY', 'hh', 'ddd'])('%s is refused when it is compiled', (pattern) => {
  expect(() => compileDatePattern(pattern)).toThrow(`does not support ${pattern}`);
});

test('a quote that is not closed is refused', () => {
  expect(() => compileDatePattern("yyyy'year")).toThrow('not closed');
});

test('UTC calendar time is the ISO date, whatever the moment', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7_258_118_400_000 }), (moment) => {
      const printed = compileDatePattern("yyyy-MM-dd'T'HH:mm:ss")(calendarTime(moment));
      expect(printed).toBe(new Date(moment).toISOString().slice(0, 19));
    }),
  );
});

test('another time zone moves the day', () => {
  const evening = Date.UTC(2026, 11, 31, 20);
  expect(calendarTime(evening, 'Asia/Tokyo')).toMatchObject({ year: 2027, month: 1, day: 1, hour: 5, dayOfYear: 1 });
  expect(calendarTime(evening)).toMatchObject({ year: 2026, month: 12, day: 31, hour: 20, dayOfYear: 365 });
});
