import fc from 'fast-check';
import { aReading } from '../testing/a-reading.ts';
import { parseReading } from './parse-reading.ts';

const parse = (value: object) => parseReading(JSON.stringify(value));

test('a reading is parsed with its time in epoch milliseconds', () => {
  expect(parse(aReading({ time: '2026-11-23T12:00:00+01:00' }))).toMatchObject({
    ok: { time: Date.UTC(2026, 10, 23, 11) },
  });
  expect(parse(aReading({ time: '2024-02-29t12:00:00.1239z' }))).toMatchObject({
    ok: { time: Date.UTC(2024, 1, 29, 12, 0, 0, 123) },
  });
  expect(parse(aReading({ time: 17 }))).toMatchObject({ ok: { time: 17 } });
});

test.each([
  ['text that is not JSON', '{"deviceId"', 'json-malformed', undefined],
  ['no device', '{"time":1,"measures":{"a":1}}', 'schema-violation', ''],
  ['a device id with a slash', JSON.stringify(aReading({ deviceId: 'a/b' })), 'schema-violation', '/deviceId'],
  ['an unknown field', '{"deviceId":"a","time":1,"measures":{"a":1},"x":1}', 'schema-violation', '/x'],
  ['a time without a zone', JSON.stringify(aReading({ time: '2026-11-23T12:00:00' })), 'schema-violation', '/time'],
  ['a time before 1970', JSON.stringify(aReading({ time: '1969-12-31T23:59:59Z' })), 'schema-violation', '/time'],
  ['no measure and no log line', JSON.stringify(aReading({ measures: {} })), 'schema-violation', '/measures'],
  [
    'a number no store can hold',
    '{"deviceId":"a","time":1,"measures":{"hr":1e999}}',
    'schema-violation',
    '/measures/hr',
  ],
  ['a null measure', '{"deviceId":"a","time":1,"measures":{"hr":null}}', 'schema-violation', '/measures/hr'],
  ['a prototype key', '{"deviceId":"a","time":1,"measures":{"__proto__":1}}', 'key-forbidden', '/measures/__proto__'],
  ['a repeated key', '{"deviceId":"a","time":1,"measures":{"hr":1,"hr":2}}', 'key-repeated', '/measures/hr'],
  [
    'an attribute no store can hold',
    '{"deviceId":"a","time":1,"measures":{"hr":1},"attributes":{"x":-1e999}}',
    'schema-violation',
    '/attributes/x',
  ],
  [
    'too many measures',
    JSON.stringify(aReading({ measures: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`m${i}`, i])) })),
    'schema-violation',
    '/measures',
  ],
  ['an array', '[]', 'schema-violation', ''],
])('%s is set aside', (_, text, code, pointer) => {
  expect(parseReading(text)).toEqual({
    setAside: { code, detail: expect.any(String), ...(pointer !== undefined ? { pointer } : {}) },
  });
});

test.each([
  ...['2026-13-40T12:00:00Z', '2026-02-29T12:00:00Z', '2026-02-30T12:00:00Z', '2026-04-31T12:00:00Z'],
  ...['2026-11-23T24:00:00Z', '2026-11-23T12:60:00Z', '2026-11-23T12:00:60Z', '2026-11-23T12:00:00+24:00'],
])('%s, which no calendar or clock shows, is set aside', (time) => {
  expect(parse(aReading({ time }))).toMatchObject({ setAside: { code: 'schema-violation', pointer: '/time' } });
});

test.each([
  ['a value of the wrong kind', { measures: { hr: null } }, 'must be number, or must be boolean, or must be string'],
  ['a field that is not in the contract', { x: 1 }, 'is not in the contract'],
  ['a text that is too long', { id: '' }, 'must match pattern "^[!-~]{1,64}$"'],
])('the detail says what would fit in the place of %s', (_, wrong, detail) => {
  expect(parse({ ...aReading(), ...wrong })).toMatchObject({ setAside: { detail } });
});

test('the pointer to a key that is longer than any of the contract ends at what holds it', () => {
  const pointer = (key: string) => {
    const parsed = parse(aReading({ measures: { [key]: 1 } }));
    return 'setAside' in parsed && parsed.setAside.pointer;
  };
  expect(pointer('-'.repeat(118))).toBe(`/measures/${'-'.repeat(118)}`);
  expect(pointer('-'.repeat(119))).toBe('/measures');
});

test('a log line needs no measure', () => {
  const log = { severity: 'ERROR', body: 'battery low' } as const;
  expect(parse(aReading({ measures: {}, log }))).toHaveProperty('ok');
});

test('the reason never repeats what was sent', () => {
  const parsed = parseReading('{"deviceId":"Jane Doe","time":1,"measures":{"a":1}}');
  expect(JSON.stringify(parsed)).not.toContain('Jane');
});

test('any text gives a value, never a throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.object().map((value) => JSON.stringify({ ...aReading(), ...value })),
      ),
      (text) => {
        const parsed = parseReading(text);
        expect('ok' in parsed !== 'setAside' in parsed).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});
