import fc from 'fast-check';
import { matchesPattern, validatePattern } from './event-pattern.ts';

const event = {
  version: '0',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  time: '2017-10-02T16:24:49Z',
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-0', 'arn:aws:ec2:us-east-1:123456789012:volume/v-0'],
  detail: {
    state: 'running',
    'c-count': 5,
    'd-count': 3,
    'x-limit': 301.8,
    'source-ip': '10.0.0.33',
    file: 'dir/image.png',
    empty: '',
    nothing: null,
    flag: true,
    tags: [],
    nested: { inner: 1 },
    rows: [
      { unit: 'mmHg', code: 1 },
      { unit: 'Cel', code: 2 },
    ],
  },
};

describe('a pattern from the documentation', () => {
  const matching: [string, object][] = [
    ['values listed for a field are alternatives', { detail: { state: ['initializing', 'running'] } }],
    ['one element of an event array is enough', { resources: ['arn:aws:ec2:us-east-1:123456789012:volume/v-0'] }],
    ['null is a value', { detail: { nothing: [null] } }],
    ['an empty string is a value', { detail: { empty: [''] } }],
    ['true is a value', { detail: { flag: [true] } }],
    ['prefix', { time: [{ prefix: '2017-10-02' }] }],
    ['prefix ignoring case', { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] }],
    ['suffix', { detail: { file: [{ suffix: '.png' }] } }],
    ['suffix ignoring case', { detail: { file: [{ suffix: { 'equals-ignore-case': '.PNG' } }] } }],
    ['equals ignoring case', { source: [{ 'equals-ignore-case': 'AWS.EC2' }] }],
    ['anything but a value', { detail: { state: [{ 'anything-but': 'initializing' }] } }],
    ['anything but a list', { detail: { 'x-limit': [{ 'anything-but': [100, 200, 300] }] } }],
    ['anything but a prefix', { detail: { state: [{ 'anything-but': { prefix: 'init' } }] } }],
    ['anything but prefixes', { detail: { state: [{ 'anything-but': { prefix: ['init', 'stop'] } }] } }],
    ['anything but a suffix', { detail: { file: [{ 'anything-but': { suffix: '.txt' } }] } }],
    ['anything but a case', { detail: { state: [{ 'anything-but': { 'equals-ignore-case': ['STOPPED'] } }] } }],
    ['anything but a wildcard', { detail: { file: [{ 'anything-but': { wildcard: ['*/lib/*', '*.txt'] } }] } }],
    ['an inclusive upper bound', { detail: { 'c-count': [{ numeric: ['>', 0, '<=', 5] }] } }],
    ['one bound', { detail: { 'd-count': [{ numeric: ['<', 10] }] } }],
    ['numeric equality', { detail: { 'x-limit': [{ numeric: ['=', 3.018e2] }] } }],
    ['an address block', { detail: { 'source-ip': [{ cidr: '10.0.0.0/24' }] } }],
    ['a field that exists', { detail: { 'c-count': [{ exists: true }] } }],
    ['a field that does not exist', { detail: { absent: [{ exists: false }] } }],
    ['a field below an absent object does not exist', { absent: { inner: [{ exists: false }] } }],
    ['an object does not exist as a value', { detail: { nested: [{ exists: false }] } }],
    ['an empty array does not exist as a value', { detail: { tags: [{ exists: false }] } }],
    ['a wildcard in the middle', { detail: { file: [{ wildcard: 'dir/*.png' }] } }],
    ['a wildcard standing for nothing', { source: [{ wildcard: 'aws.ec2*' }] }],
    ['$or beside a field', { source: ['aws.ec2'], $or: [{ region: ['eu-west-1'] }, { region: ['us-east-1'] }] }],
    [
      '$or in a nested object',
      { detail: { $or: [{ state: ['stopped'] }, { 'c-count': [{ numeric: ['>', 4] }], flag: [true] }] } },
    ],
    ['fields within one element of an array of objects', { detail: { rows: { unit: ['Cel'], code: [2] } } }],
  ];
  test.each(matching)('matches: %s', (_, pattern) => expect(matchesPattern(pattern, event)).toBe(true));

  const refusing: [string, object][] = [
    ['another value', { source: ['aws.s3'] }],
    ['all fields must pass', { source: ['aws.ec2'], region: ['eu-west-1'] }],
    ['a number is not its text', { detail: { 'c-count': ['5'] } }],
    ['null is not absent', { detail: { absent: [null] } }],
    ['an absent field is not anything but a value', { detail: { absent: [{ 'anything-but': 'x' }] } }],
    ['prefix is for text', { detail: { 'c-count': [{ prefix: '5' }] } }],
    ['an exclusive lower bound', { detail: { 'c-count': [{ numeric: ['>', 5, '<', 9] }] } }],
    ['numeric is for numbers', { detail: { state: [{ numeric: ['>', 0] }] } }],
    ['an address outside the block', { detail: { 'source-ip': [{ cidr: '10.0.1.0/24' }] } }],
    ['text that is no address', { detail: { state: [{ cidr: '10.0.0.0/8' }] } }],
    ['an object does not exist as a value', { detail: { nested: [{ exists: true }] } }],
    ['a wildcard whose ends would overlap', { detail: { file: [{ wildcard: 'dir/image.png*image.png' }] } }],
    ['a wildcard ends where the pattern ends', { detail: { file: [{ wildcard: '*.pn' }] } }],
    ['fields across elements of an array of objects', { detail: { rows: { unit: ['Cel'], code: [1] } } }],
    ['inherited properties are not fields', { constructor: [{ exists: true }] }],
    ['no branch of $or', { $or: [{ region: ['eu-west-1'] }, { source: ['aws.s3'] }] }],
  ];
  test.each(refusing)('does not match: %s', (_, pattern) => expect(matchesPattern(pattern, event)).toBe(false));
});

test('an escaped asterisk in a wildcard stands for itself', () => {
  expect(matchesPattern({ name: [{ wildcard: 'a\\*b*' }] }, { name: 'a*bc' })).toBe(true);
  expect(matchesPattern({ name: [{ wildcard: 'a\\*b*' }] }, { name: 'axbc' })).toBe(false);
});

test.each<[string, unknown]>([
  ['an unknown operator', { a: [{ like: 'x' }] }],
  ['an inherited name as an operator', { a: [{ toString: 'x' }] }],
  ['two operators in one expression', { a: [{ prefix: 'x', suffix: 'y' }] }],
  ['a bare value', { a: 'x' }],
  ['an empty array', { a: [] }],
  ['an empty object', { a: {} }],
  ['an array in an array', { a: [['x']] }],
  ['a pattern that is no object', ['x']],
  ['text as exists', { a: [{ exists: 'true' }] }],
  ['a number as prefix', { a: [{ prefix: 5 }] }],
  ['a mixed anything-but list', { a: [{ 'anything-but': ['x', 5] }] }],
  ['an empty anything-but list', { a: [{ 'anything-but': [] }] }],
  ['anything but an empty prefix', { a: [{ 'anything-but': { prefix: ['x', ''] } }] }],
  ['a numeric anything-but', { a: [{ 'anything-but': { numeric: ['=', 5] } }] }],
  ['an unknown comparison', { a: [{ numeric: ['!=', 5] }] }],
  ['a comparison with text', { a: [{ numeric: ['>', '5'] }] }],
  ['a range upside down', { a: [{ numeric: ['>', 5, '<', 5] }] }],
  ['a number beyond five billion', { a: [{ numeric: ['<', 5.1e9] }] }],
  ['consecutive wildcards', { a: [{ wildcard: 'x**' }] }],
  ['a backslash before a letter', { a: [{ wildcard: '\\x' }] }],
  ['a malformed address block', { a: [{ cidr: '10.0.0.0/33' }] }],
  ['$or with one branch', { $or: [{ a: ['x'] }] }],
])('refuses %s', (_, pattern) => {
  expect(() => validatePattern(pattern)).toThrow(expect.objectContaining({ code: 'InvalidEventPatternException' }));
});

test('anything-but is the negation of the match it names', () => {
  const short = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '.'), maxLength: 4 });
  const named = fc.oneof(
    short,
    fc.integer({ min: -3, max: 3 }),
    ...['prefix', 'suffix', 'equals-ignore-case'].map((operator) =>
      fc.record({ [operator]: short.filter((text) => text !== '') }),
    ),
    fc.record({ wildcard: fc.constantFrom('*', 'a*', '*a', 'a*b', '*.*', 'ab') }),
  );
  const value = fc.oneof(short, fc.integer({ min: -3, max: 3 }), fc.boolean(), fc.constant(null));
  fc.assert(
    fc.property(named, value, (match, field) => {
      const negated = matchesPattern({ field: [{ 'anything-but': match }] }, { field });
      expect(negated).toBe(!matchesPattern({ field: [match] }, { field }));
    }),
  );
});

test('a wildcard matches what the same regular expression matches', () => {
  const unit = fc.constantFrom('a', 'b', '*');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 6 }), fc.string({ unit, maxLength: 8 }), (pattern, text) => {
      fc.pre(!pattern.includes('**'));
      const expression = new RegExp(`^${pattern.replaceAll('*', '[^]*')}$`);
      expect(matchesPattern({ text: [{ wildcard: pattern }] }, { text })).toBe(expression.test(text));
    }),
  );
});
