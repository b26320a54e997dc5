import fc from 'fast-check';
import { duration } from './duration.ts';
import { measure } from './measure.ts';

describe('a duration', () => {
  test.each([
    ['5m', 300_000],
    ['30s', 30_000],
    ['1h', 3_600_000],
    ['1d', 86_400_000],
    ['2w', 1_209_600_000],
    ['PT5M', 300_000],
    ['PT1H30M', 5_400_000],
    ['P1DT12H', 129_600_000],
    ['P2W', 1_209_600_000],
    ['PT1S', 1000],
  ])('is read from %s', (text, value) => expect(duration.parse(text)).toBe(value));

  test.each([
    '',
    'P',
    'PT',
    'P1DT',
    '5',
    'm',
    '0s',
    'PT0S',
    'P1M',
    'P1Y',
    '1.5h',
    '-5m',
    'PT5M ',
    '5 m',
    'P1WT1H',
    '999999999999m',
  ])('is not read from %j', (text) => expect(duration.parse(text)).toBeUndefined());
});

test('no text makes a parser throw, and what it answers is a value of its kind', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(Number.isSafeInteger(duration.parse(text) ?? 0)).toBe(true);
      expect(measure.parse(text) ?? 'x').toMatch(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/);
    }),
  );
});
