import fc from 'fast-check';
import { duration } from './duration.ts';
import { instant } from './instant.ts';
import { measure } from './measure.ts';
import { readParameters } from './read-parameters.ts';

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
      for (const kind of [instant, duration]) expect(Number.isSafeInteger(kind.parse(text) ?? 0)).toBe(true);
      expect(measure.parse(text) ?? 'x').toMatch(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/);
    }),
  );
});

const parameters = {
  measure: { kind: measure, description: '' },
  from: { kind: instant, description: '', fallback: (at: number) => at - 1000 },
};
const problemOf = (given: Record<string, string>) => {
  try {
    readParameters(parameters, given, now);
  } catch (error) {
    return error;
  }
};
const invalid = (parameter: string) => expect.objectContaining({ status: 400, extra: { parameter } });

test('parameters are read in their kinds, what is left out by its default', () => {
  expect(readParameters(parameters, { measure: 'spo2' }, now)).toEqual({
    values: { measure: 'spo2', from: now - 1000 },
    page: { limit: 1000 },
  });
  expect(readParameters(parameters, { measure: 'spo2', from: '5', limit: '7', nextToken: 'x' }, now)).toEqual({
    values: { measure: 'spo2', from: 5 },
    page: { limit: 7, nextToken: 'x' },
  });
});

test.each<[string, Record<string, string>, string]>([
  ['is missing', {}, 'measure'],
  ['is empty', { measure: '' }, 'measure'],
  ['is no value of its kind', { measure: "a'b" }, 'measure'],
  ['is wrong where a default would do', { measure: 'a', from: 'yesterday' }, 'from'],
  ['is not known', { measure: 'a', form: '5' }, 'form'],
  ['has a name that every object has', { measure: 'a', constructor: '5' }, 'constructor'],
  ['is a limit of none', { measure: 'a', limit: '0' }, 'limit'],
  ['is a limit above a thousand', { measure: 'a', limit: '1001' }, 'limit'],
  ['is a limit that is no number', { measure: 'a', limit: '1e2' }, 'limit'],
])('a parameter that %s is named', (_, given, parameter) => {
  expect(problemOf(given)).toEqual(invalid(parameter));
});
