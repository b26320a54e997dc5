import { hash } from 'node:crypto';
import fc from 'fast-check';
import { nameMeasures } from './name-measures.ts';

const named = (measurement: string, tags: [string, string][], field: string) => nameMeasures(measurement, tags)(field);

test('a field is called by its measurement and itself, a field called value by its measurement', () => {
  expect(named('mem', [], 'used_percent')).toBe('mem.used_percent');
  expect(named('mem', [], 'cache.dirty')).toBe('mem.cache.dirty');
  expect(named('heart-rate', [], 'value')).toBe('heart-rate');
});

test('the values of its tags follow, and a digest of what stands before the = in line protocol', () => {
  const text = 'net,interface=eth0,way=in\\,out bytes\\ sent';
  const digest = hash('md5', text, 'hex').slice(0, 8);
  const tags: [string, string][] = [
    ['interface', 'eth0'],
    ['way', 'in,out'],
  ];
  expect(named('net', tags, 'bytes sent')).toBe(`net.bytes_sent.eth0.in_out-${digest}`);
  expect(named('cpu', [['cpu', 'cpu0']], 'usage_idle')).toBe('cpu.usage_idle.cpu0-6c2e3651');
  expect(named('room', [['floor', '2']], 'value')).toMatch(/^room\.2-[0-9a-f]{8}$/);
});

test.each([
  ['measurement and field that a dot divides otherwise', ['a.b', [], 'c'], ['a', [], 'b.c']],
  ['a measurement that is called like a field of another', ['a.b', [], 'value'], ['a', [], 'b']],
  ['another tag of the same value', ['a', [['x', '1']], 'f'], ['a', [['y', '1']], 'f']],
  ['a tag and no tag', ['a', [['x', '1']], 'f'], ['a', [], 'f.1']],
  ['characters that have to be replaced', ['a', [], 'f/'], ['a', [], 'f%']],
  ['what is behind the cut', ['a', [], 'f'.repeat(70)], ['a', [], 'f'.repeat(71)]],
  [
    'a tag that is called like two',
    ['a', [['b=c,d', 'e']], 'f'],
    [
      'a',
      [
        ['b', 'c'],
        ['d', 'e'],
      ],
      'f',
    ],
  ],
  ['a tag and a field that a space divides otherwise', ['a', [['b', 'c d']], 'e'], ['a', [['b', 'c']], 'd e']],
  ['a measurement that ends where a tag begins', ['a,b=c', [], 'f'], ['a', [['b', 'c']], 'f']],
] as [string, [string, [string, string][], string], [string, [string, string][], string]][])(
  'another series: %s',
  (_, one, other) => {
    // The digits alone: words may be cut.
    expect(named(...one).slice(-8)).not.toBe(named(...other).slice(-8));
  },
);

test.each(['a/b', '_a', '1a', 'ü', 'a'.repeat(65), 'constructor'])(
  'the measurement %s gets a name that a measure may have',
  (measurement) => {
    expect(named(measurement, [], 'value')).toMatch(/^[A-Za-z][A-Za-z0-9_.-]{0,54}-[0-9a-f]{8}$/);
  },
);

test('whatever series and fields are called, they share a name only by chance', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '.', ',', '=', ' ', '-', 'ü'), minLength: 1, maxLength: 4 });
  const tags = fc
    .dictionary(text, text, { maxKeys: 2, noNullPrototype: true })
    .map((each) => Object.entries(each).sort());
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(text, tags, text), { selector: JSON.stringify, maxLength: 30 }), (all) => {
      const names = all.map((each) => named(...(each as [string, [string, string][], string])));
      for (const name of names) expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/);
      expect(new Set(names).size).toBe(all.length);
    }),
    { numRuns: 500 },
  );
});
