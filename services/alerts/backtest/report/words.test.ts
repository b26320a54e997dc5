import { cell, code, count, duration, instant } from './words.ts';

test.each([
  [0, '0 s'],
  [400, '400 ms'],
  [59_999, '1 min'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h'],
  [3_661_000, '1 h 1 min'],
  [90_000_000, '1 d 1 h'],
])('%i ms are %s', (length, text) => {
  expect(duration(length)).toBe(text);
});

test('an instant is told to the second', () => {
  expect(instant(Date.UTC(2026, 10, 23, 12, 0, 1, 999))).toBe('2026-11-23 12:00:01');
});

test('text in a cell is neither Markdown nor HTML, and stays in its cell', () => {
  expect(cell('a|b\n<img> @team #1')).toBe('a&#124;b &#60;img&#62; &#64;team &#35;1');
  expect(code('a`b|c\nd')).toBe("`a'b\\|c d`");
});

test('one is not several', () => {
  expect([count(1, 'reading'), count(1234, 'reading')]).toEqual(['1 reading', '1,234 readings']);
});
