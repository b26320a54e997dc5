import { type MeasureType, parseMeasureValue, parseTime, valueBytes } from './measure-value.ts';

test.each<[MeasureType, string, unknown]>([
  ['DOUBLE', '1.5', 1.5],
  ['DOUBLE', '-1E-3', -0.001],
  ['DOUBLE', '35', 35],
  ['BIGINT', '9223372036854775807', 9223372036854775807n],
  ['BIGINT', '-9223372036854775808', -9223372036854775808n],
  ['BOOLEAN', 'TRUE', true],
  ['BOOLEAN', 'false', false],
  ['VARCHAR', '', ''],
  ['TIMESTAMP', '1', 1_000_000n],
])('%s %s is %p', (type, text, value) => {
  expect(parseMeasureValue(type, text, 1_000_000n)).toBe(value);
});

test.each<[MeasureType, string]>([
  ['DOUBLE', 'NaN'],
  ['DOUBLE', 'Infinity'],
  ['DOUBLE', '1e999'],
  ['DOUBLE', ''],
  ['DOUBLE', '0x10'],
  ['DOUBLE', '1 '],
  ['BIGINT', '9223372036854775808'],
  ['BIGINT', '1.0'],
  ['BOOLEAN', '1'],
  ['TIMESTAMP', '-1'],
])('%s refuses %s', (type, text) => {
  expect(parseMeasureValue(type, text, 1n)).toBeUndefined();
});

test('a time is exact to the nanosecond and ends in the year 2262', () => {
  expect(parseTime('1767225600123456789', 1n)).toBe(1767225600123456789n);
  expect(parseTime('9223372036', 1_000_000_000n)).toBe(9223372036000000000n);
  expect(parseTime('9223372037', 1_000_000_000n)).toBeUndefined();
});

test('text counts its UTF-8 bytes, numbers count 8, booleans 1', () => {
  expect([valueBytes('VARCHAR', 'µg'), valueBytes('DOUBLE', '1'), valueBytes('BOOLEAN', 'true')]).toEqual([3, 8, 1]);
});
