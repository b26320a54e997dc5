import { Point } from '@influxdata/influxdb-client';
import fc from 'fast-check';
import { cutLines } from './cut-lines.ts';
import { parseLine } from './parse-line.ts';

const parse = (text: string) => {
  const parsed = parseLine(text);
  if ('setAside' in parsed) throw new Error(parsed.setAside.detail);
  const { measurement, tags, fields, timestamp } = parsed.ok;
  return { measurement, tags: Object.fromEntries(tags), fields: Object.fromEntries(fields), timestamp };
};
const reasonFor = (text: string) => {
  const parsed = parseLine(text);
  return 'setAside' in parsed ? `${parsed.setAside.code}: ${parsed.setAside.detail}` : undefined;
};

test('a line has a measurement, tags, fields and a timestamp', () => {
  expect(parse('cpu,host=a,cpu=cpu0 usage_idle=90.5,procs=12i,up=t,state="run" 1764000000000000000')).toEqual({
    measurement: 'cpu',
    tags: { host: 'a', cpu: 'cpu0' },
    fields: { usage_idle: '90.5', procs: '12', up: 'true', state: '"run"' },
    timestamp: '1764000000000000000',
  });
});

test('tags and timestamp may be left out, and spaces between the parts be many', () => {
  expect(parse('a  f=1')).toEqual({ measurement: 'a', tags: {}, fields: { f: '1' }, timestamp: undefined });
  expect(parse('a f=1   -5').timestamp).toBe('-5');
});

test('a backslash escapes what would end a name, and is itself before anything else', () => {
  expect(parse('a\\,b\\ c\\=\\d=,t\\,1\\ \\==\\=\\ \\,\\x g\\=h="=, "')).toEqual({
    measurement: 'a,b c\\=\\d=',
    tags: { 't,1 =': '= ,\\x' },
    fields: { 'g=h': '"=, "' },
    timestamp: undefined,
  });
});

test('in a text quotes and backslashes are escaped, line ends are not', () => {
  expect(JSON.parse(parse('a f="\\"x\\" \\\\ \\n\n,y=1 "').fields.f ?? '')).toBe('"x" \\ \\n\n,y=1 ');
});

test.each([
  ['1', '1'],
  ['-0.50', '-0.50'],
  ['1e+21', '1e+21'],
  ['0.30000000000000000001', '0.30000000000000000001'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['+1.5', '1.5'],
  ['007', '7'],
  ['9223372036854775807i', '9223372036854775807'],
  ['-9223372036854775808i', '-9223372036854775808'],
  ['007i', '7'],
  ['18446744073709551615u', '18446744073709551615'],
  ...['t', 'T', 'true', 'True', 'TRUE'].map((text) => [text, 'true']),
  ...['f', 'F', 'false', 'False', 'FALSE'].map((text) => [text, 'false']),
])('the value %s is %s', (value, json) => {
  expect(parse(`a f=${value}`).fields.f).toBe(json);
});

test.each([
  ...['', 'NaN', 'inf', '-Inf', '1e400', 'tRUE', 'x', '1.2.3', '1e', '--1', '0x10', '1 x', '"x', "'x'", '1.5i'],
  ...['9223372036854775808i', '-9223372036854775809i', '18446744073709551616u', '-1u', `${'9'.repeat(30)}i`],
])('%j is no value', (value) => {
  expect(reasonFor(`a f=${value}`)).toMatch(/^schema-violation: has a (value|timestamp) that is no/);
});

test.each([
  [',t=x f=1', 'schema-violation: has no measurement, at character 1'],
  ['a', 'schema-violation: has no field, at character 2'],
  ['a,t=x', 'schema-violation: has no field, at character 6'],
  ['a, f=1', 'schema-violation: has a tag that is not key=value, at character 3'],
  ['a,t f=1', 'schema-violation: has a tag that is not key=value, at character 4'],
  ['a,=x f=1', 'schema-violation: has a tag that is not key=value, at character 3'],
  ['a,t= f=1', 'schema-violation: has a tag that is not key=value, at character 5'],
  ['a,t=x=y f=1', 'schema-violation: has an = without a backslash, at character 6'],
  ['a,t=x,t=y f=1', 'key-repeated: has a tag twice, before character 10'],
  ['a f', 'schema-violation: has a field that is not key=value, at character 4'],
  ['a =1', 'schema-violation: has a field that is not key=value, at character 3'],
  ['a f=1,', 'schema-violation: has a field that is not key=value, at character 7'],
  ['a f=1,f=2', 'key-repeated: has a field twice, before character 10'],
  ['a f="x"y', 'schema-violation: has something behind a text, at character 8'],
  ['a f=1 x', 'schema-violation: has a timestamp that is no integer, at character 7'],
  ['a f=1 1.5', 'schema-violation: has a timestamp that is no integer, at character 7'],
  [`a f=1 ${'1'.repeat(20)}`, 'schema-violation: has a timestamp that is no integer, at character 7'],
])('%j is refused', (text, reason) => {
  expect(reasonFor(text)).toBe(reason);
});

test('a line has at most 1,024 tags and as many fields', () => {
  const pairs = (count: number) => Array.from({ length: count }, (_, index) => `k${index}=1`).join();
  expect(Object.keys(parse(`a,${pairs(1024)} ${pairs(1024)}`).fields).length).toBe(1024);
  expect(reasonFor(`a,${pairs(1025)} f=1`)).toContain('has over 1024 tags');
  expect(reasonFor(`a ${pairs(1025)}`)).toContain('has over 1024 fields');
});

test('a line of megabytes is read in one go, whatever it begins', () => {
  for (const part of ['\\', 'a\\', '1', ',', 'a=', '"', '\\"', 'e1', ' '])
    for (const head of ['', 'a,t=', 'a f=', 'a f="', 'a f=1 '])
      expect(() => parseLine(head + part.repeat(300_000 / part.length))).not.toThrow();
});

// The client writes control characters as letters behind a backslash. No backslash can end a name, it would escape what comes behind; a
// measurement that begins with # is a comment; and the client loses what is called __proto__.
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((text) => !/^#|\p{Cc}|\\$|^__proto__$/u.test(text));
const value = fc.oneof(
  fc.record({ type: fc.constant('float' as const), value: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
  fc.record({ type: fc.constant('int' as const), value: fc.maxSafeInteger() }),
  fc.record({ type: fc.constant('boolean' as const), value: fc.boolean() }),
  fc.record({ type: fc.constant('string' as const), value: fc.string({ unit: 'binary' }) }),
);
const byName = <T>(values: fc.Arbitrary<T>, minKeys: number) =>
  fc.dictionary(name, values, { minKeys, maxKeys: 5, noNullPrototype: true });
const point = fc.record({
  measurement: name,
  tags: byName(name, 0),
  fields: byName(value, 1),
  timestamp: fc.option(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String), { nil: undefined }),
});

type Given = typeof point extends fc.Arbitrary<infer T> ? T : never;

const written = ({ measurement, tags, fields, timestamp = '' }: Given): string => {
  const written = new Point(measurement).timestamp(timestamp);
  for (const [key, text] of Object.entries(tags)) written.tag(key, text);
  for (const [key, { type, value: given }] of Object.entries(fields)) written[`${type}Field`](key, given);
  return written.toLineProtocol() ?? '';
};

test("what InfluxDB's client writes is read as it was", () => {
  fc.assert(
    fc.property(fc.array(point), fc.constantFrom('\n', '\r\n'), (points, newline) => {
      const read = [...cutLines(points.map(written).join(newline))].map(({ text }) => parse(text));
      expect(
        read.map((line) => ({
          ...line,
          fields: Object.fromEntries(Object.entries(line.fields).map(([key, json]) => [key, JSON.parse(json)])),
        })),
      ).toEqual(
        points.map(({ fields, ...rest }) => ({
          ...rest,
          // The client knows no -0.
          fields: Object.fromEntries(
            Object.entries(fields).map(([key, { value: given }]) => [key, Object.is(given, -0) ? 0 : given]),
          ),
        })),
      );
    }),
    { numRuns: 1000 },
  );
});
