import { jsonOf, textOf } from './any-value.ts';
import type { AnyValue } from './messages/common.ts';

const kvlistValue = { values: [{ key: 'a', value: { intValue: '9007199254740993' } }, { key: 'b' }] };

test.each<[string, AnyValue, string, string]>([
  ['a text', { stringValue: 'a"b' }, 'a"b', '"a\\"b"'],
  ['a boolean', { boolValue: false }, 'false', 'false'],
  [
    'an integer, with all its digits',
    { intValue: '9223372036854775807' },
    '9223372036854775807',
    '9223372036854775807',
  ],
  ['a double', { doubleValue: 0.1 }, '0.1', '0.1'],
  ['a double that JSON does not have', { doubleValue: Number.NEGATIVE_INFINITY }, '-Infinity', '"-Infinity"'],
  ['bytes', { bytesValue: 'AP8=' }, 'AP8=', '"AP8="'],
  ['an array', { arrayValue: { values: [{ stringValue: 'a' }, {}] } }, '["a",null]', '["a",null]'],
  ['an empty array', { arrayValue: {} }, '[]', '[]'],
  ['a map', { kvlistValue }, '{"a":9007199254740993,"b":null}', '{"a":9007199254740993,"b":null}'],
  ['nothing', {}, '', 'null'],
])('%s has the texts of the specification, alone and inside of others', (_, value, alone, inside) => {
  expect(textOf(value)).toBe(alone);
  expect(jsonOf(value)).toBe(inside);
});
