import fc from 'fast-check';
import { seriesName } from './series-name.ts';
import { attributesOf } from './testing/requests.ts';

const named = (metric: string, texts: Record<string, string> = {}, room = 64) =>
  seriesName({ metric, attributes: attributesOf(texts) }, room);

test('a metric without attributes keeps its name', () => {
  expect(named('system.cpu.load_average.1m')).toBe('system.cpu.load_average.1m');
});

test('the values of its attributes follow, in the order of their keys, and a digest of all', () => {
  const name = named('system.network.io', { 'network.io.direction': 'receive', 'network.interface.name': 'eth0' });
  expect(name).toBe('system.network.io.eth0.receive-07363d8b');
  expect(named('system.network.io', { 'network.interface.name': 'eth0', 'network.io.direction': 'receive' })).toBe(
    name,
  );
});

test.each([
  ['another key', { a: 'x' }, { b: 'x' }],
  ['a value in another place', { a: 'x.y', b: 'z' }, { a: 'x', b: 'y.z' }],
  ['a character that has to be replaced', { a: '/' }, { a: '%' }],
  ['what is behind the cut', { a: 'x'.repeat(99) }, { a: `${'x'.repeat(98)}y` }],
])('%s is another series', (_, one: Record<string, string>, other: Record<string, string>) => {
  expect(named('a.b', one)).not.toBe(named('a.b', other));
});

test('a text and a number are two values, an integer and a double of the same value one', () => {
  const of = (value: object) => seriesName({ metric: 'a', attributes: [{ key: 'k', value }] }, 64);
  expect(of({ stringValue: '1' })).not.toBe(of({ intValue: '1' }));
  expect(of({ intValue: '1' })).toBe(of({ doubleValue: 1 }));
});

test.each(['a/b', '_a', '1a', 'ü', 'a'.repeat(65), 'constructor'])(
  'the metric %s gets a name that a measure may have',
  (metric) => {
    expect(named(metric)).toMatch(/^[A-Za-z][A-Za-z0-9_.-]{0,54}-[0-9a-f]{8}$/);
  },
);

test('whatever a series is called, its name fits a measure and the room for it, and names two series only by chance', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  const series = fc.record({ metric: text, attributes: fc.dictionary(text, text, { maxKeys: 3 }) });
  fc.assert(
    fc.property(
      fc.uniqueArray(series, { selector: JSON.stringify, maxLength: 20 }),
      fc.integer({ min: 20, max: 64 }),
      (all, room) => {
        const names = all.map(({ metric, attributes }) => named(metric, attributes, room));
        for (const name of names) expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_.-]*$/);
        expect(Math.max(0, ...names.map(({ length }) => length))).toBeLessThanOrEqual(room);
        expect(new Set(names).size).toBe(all.length);
      },
    ),
  );
});
