import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import fc from 'fast-check';
import { toReadingRow } from './reading-row.ts';

const row = (given: Parameters<typeof anEnrichedReading>[0] = {}) => {
  const result = toReadingRow(anEnrichedReading(given));
  if ('setAside' in result) throw new Error(result.setAside.detail);
  return result.ok;
};
type Column = { Name: string; Value: string; Type: string };
const columns = (given: Parameters<typeof anEnrichedReading>[0]): Record<string, [string, string]> =>
  Object.fromEntries(
    JSON.parse(row(given).measureValues).map(({ Name, Value, Type }: Column) => [Name, [Value, Type]]),
  );
const dimensions = (given: Parameters<typeof anEnrichedReading>[0] = {}) =>
  row(given).dimensions.map((dimension) => Object.values(JSON.parse(dimension)));

test('a reading is one multi-measure row of its device, what most devices share first', () => {
  const given = {
    measures: { 'heart-rate': { value: 72.5, unit: '/min' }, paced: { value: false }, lead: { value: 'off' } },
    log: { severity: 'WARN', body: 'lead off' },
  } as const;
  expect(row(given)).toMatchObject({ measureName: 'bedside-monitor', version: 1_764_000_001_000 });
  expect(dimensions(given)).toEqual([
    ['tenant', 'ward-a'],
    ['device_type', 'bedside-monitor'],
    ['site', 'ward-3'],
    ['device_id', 'monitor-01'],
  ]);
  expect(columns(given)).toEqual({
    reading_id: ['1', 'VARCHAR'],
    'heart-rate': ['72.5', 'DOUBLE'],
    'paced~boolean': ['false', 'BOOLEAN'],
    'lead~text': ['off', 'VARCHAR'],
    log_severity: ['WARN', 'VARCHAR'],
    log_body: ['lead off', 'VARCHAR'],
  });
});

test('the reading id is the part behind its device, which has a column of its own', () => {
  const idOf = (id: string) => columns({ id, deviceId: 'a' }).reading_id?.[0];
  expect([idOf('a:b:1'), idOf('ab:1'), idOf('x')]).toEqual(['b:1', 'ab:1', 'x']);
});

test('whatever texts and numbers it holds, a row says the same as its reading', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '\u2028', '\0', 'é', '😀'), minLength: 1 });
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(text, text, text, number, (id, site, state, value) => {
      const given = { id, site, measures: { state: { value: state }, number: { value } } };
      expect(columns(given)).toEqual({
        reading_id: [id, 'VARCHAR'],
        'state~text': [state, 'VARCHAR'],
        number: [String(value), 'DOUBLE'],
      });
      expect(dimensions(given)).toContainEqual(['site', site]);
    }),
  );
});

test('the nanoseconds stay within the millisecond of the reading', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 3, maxLength: 60 }), fc.nat(4_000_000_000_000), (id, time) => {
      expect(row({ id, time }).time / 1_000_000n).toBe(BigInt(time));
    }),
  );
});

test('a reading comes to the same time at every delivery, and two readings of one millisecond do not meet', () => {
  const later = row({ id: 'monitor-01:7', receivedAt: 1_764_000_009_000, delivery: 'shardId-000000000000:2:0' });
  expect(row({ id: 'monitor-01:7' }).time).toBe(later.time);
  const ids = Array.from({ length: 200 }, (_, index) => `monitor-01:${index}`);
  expect(new Set(ids.map((id) => row({ id }).time)).size).toBe(200);
});

test('of two deliveries the later has the higher version', () => {
  expect(row({ receivedAt: 2 }).version).toBe(2);
  expect(row({ receivedAt: 0 }).version).toBe(1);
});

test('of a log line the first 512 bytes are kept', () => {
  const kept = (body: string) => columns({ log: { severity: 'INFO', body } }).log_body?.[0];
  expect(kept('b'.repeat(512))).toBe('b'.repeat(512));
  expect(kept('b'.repeat(513))).toBe('b'.repeat(512));
  expect(kept(`${'a'.repeat(511)}é and more`)).toBe(`${'a'.repeat(511)}\uFFFD`);
});

test('each type of value has its own column, for the first value would close the column to the others', () => {
  const names = [72, 'off', true].map((value) =>
    Object.keys(columns({ measures: { 'heart-rate': { value } } })).at(-1),
  );
  expect(names).toEqual(['heart-rate', 'heart-rate~text', 'heart-rate~boolean']);
});

test('half a surrogate pair in a text is replaced', () => {
  expect(columns({ measures: { lead: { value: '\ud83d' } } })['lead~text']).toEqual(['\uFFFD', 'VARCHAR']);
});

test('what is empty is absent, for Timestream takes no empty text', () => {
  expect(columns({ measures: { lead: { value: '' }, paced: { value: true } } })).toEqual({
    reading_id: ['1', 'VARCHAR'],
    'paced~boolean': ['true', 'BOOLEAN'],
  });
  expect(dimensions({ site: '' }).map(([name]) => name)).toEqual(['tenant', 'device_type', 'device_id']);
});

test.each(['time', 'Tenant', 'reading_id', 'ts_x', 'measure_value_x', 'log_body', 'SITE'])(
  'a measure called %s would make the whole request invalid, so it is set aside',
  (name) => {
    expect(toReadingRow(anEnrichedReading({ measures: { [name]: { value: 1 } } }))).toEqual({
      setAside: {
        code: 'hot-store-rejected',
        detail: 'is the name of another column',
        pointer: `/reading/measures/${name}`,
      },
    });
  },
);

test('a name that only begins like a column is free', () => {
  expect(columns({ measures: { 'time-to-empty': { value: 1 }, sites: { value: 2 } } })).toMatchObject({
    'time-to-empty': ['1', 'DOUBLE'],
    sites: ['2', 'DOUBLE'],
  });
});

test('a time whose nanoseconds do not fit in 64 bits is set aside, and the last that fits is not', () => {
  expect(row({ time: 9_223_372_036_853 }).time).toBeLessThan(2n ** 63n);
  expect(toReadingRow(anEnrichedReading({ time: 9_223_372_036_854 }))).toMatchObject({
    setAside: { code: 'hot-store-rejected', pointer: '/time' },
  });
});
