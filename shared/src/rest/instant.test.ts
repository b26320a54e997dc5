import fc from 'fast-check';
import { instant } from './instant.ts';

const now = Date.UTC(2026, 10, 23, 12);

describe('an instant', () => {
  test.each([
    ['2026-11-23T12:00:00Z', now],
    ['2026-11-23T13:00:00.000+01:00', now],
    ['2026-11-23t12:00:00z', now],
    [String(now), now],
    ['0', 0],
    ['253402300799999', 253_402_300_799_999],
  ])('is read from %s', (text, value) => expect(instant.parse(text)).toBe(value));

  test.each([
    '',
    '-1',
    '253402300800000',
    '2026-11-23',
    '2026-13-01T00:00:00Z',
    '2026-11-23T13:00:00 01:00',
    '1e12',
    ' 1',
    '12:00',
  ])('is not read from %j', (text) => expect(instant.parse(text)).toBeUndefined());
});

test('no text makes it throw, and what it answers is a whole number', () => {
  fc.assert(fc.property(fc.string(), (text) => expect(Number.isSafeInteger(instant.parse(text) ?? 0)).toBe(true)));
});
