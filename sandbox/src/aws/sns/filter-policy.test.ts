import { type FilterPolicyScope, passesFilter, validateFilterPolicy } from './filter-policy.ts';
import type { Message, MessageAttribute } from './message.ts';

const passes = (policy: object, attributes: Record<string, MessageAttribute>) =>
  passesFilter(policy, 'MessageAttributes', { attributes } as Message, '');

const severity = { type: 'Number', value: '7.0' };
const site = { type: 'String', value: 'berlin' };
const tags = { type: 'String.Array', value: '["icu", 3, null]' };

test.each<[string, object, boolean]>([
  ['a text equals a text', { site: ['berlin'] }, true],
  ['one of several values is enough', { site: ['bonn', 'berlin'] }, true],
  ['all keys must pass', { site: ['berlin'], severity: [1] }, false],
  ['a number compares as a number', { severity: [7] }, true],
  ['a number is not a text', { severity: ['7.0'] }, false],
  ['a number lies in a range', { severity: [{ numeric: ['>=', 7, '<', 8] }] }, true],
  ['a text has no numeric value', { site: [{ numeric: ['>', 0] }] }, false],
  ['a member of an array is enough', { tags: ['icu'] }, true],
  ['members of an array keep their types', { tags: [3] }, true],
  ['null is a member', { tags: [null] }, true],
  ['an absent attribute is not anything but a value', { absent: [{ 'anything-but': 'x' }] }, false],
  ['an attribute that must not be there is not', { absent: [{ exists: false }] }, true],
  ['a binary attribute is not seen', { raw: [{ exists: true }] }, false],
  ['one branch of $or is enough', { $or: [{ site: ['bonn'] }, { severity: [7] }] }, true],
])('over attributes, %s', (_, policy, expected) => {
  expect(passes(policy, { severity, site, tags, raw: { type: 'Binary', value: 'AAEC' } })).toBe(expected);
});

test.each<[string, string, boolean]>([
  ['a nested value passes', '{"object":{"key":"auto-1"}}', true],
  ['another value does not', '{"object":{"key":"home-1"}}', false],
  ['text that is no JSON does not', 'auto-1', false],
  ['JSON that is no object does not', '"auto-1"', false],
])('over the body, %s', (_, body, expected) => {
  const policy = { object: { key: [{ prefix: 'auto-' }] } };
  expect(passesFilter(policy, 'MessageBody', { attributes: {} } as Message, body)).toBe(expected);
});

const values = (count: number) => Array.from({ length: count }, (_, n) => n);

test.each<[string, FilterPolicyScope, object]>([
  ['150 values of one key', 'MessageAttributes', { a: values(150) }],
  ['150 combinations of two keys', 'MessageAttributes', { a: values(15), b: values(10) }],
  ['five keys', 'MessageAttributes', { a: [1], b: [1], c: [1], d: [1], e: [1] }],
  ['six keys below one', 'MessageBody', { top: { a: [1], b: [1], c: [1] }, top2: { d: [1], e: [1], f: [1] } }],
  [
    '150 combinations over branches',
    'MessageAttributes',
    { source: values(3), $or: [{ name: values(6) }, { type: values(4), $or: [{ m: values(4) }, { s: values(7) }] }] },
  ],
])('takes %s', (_, scope, policy) => validateFilterPolicy(policy, scope));

test.each<[string, FilterPolicyScope, object, string]>([
  ['151 values of one key', 'MessageAttributes', { a: values(151) }, 'too complex'],
  ['more than 150 combinations', 'MessageAttributes', { a: values(19), b: values(8) }, 'too complex'],
  [
    'nested values that count once a level',
    'MessageBody',
    { a: { b: { c: values(4) } }, d: { e: values(3) }, f: values(3) },
    'too complex',
  ],
  [
    '152 combinations over branches',
    'MessageAttributes',
    { source: values(4), $or: [{ name: values(6) }, { type: values(4), $or: [{ m: values(4) }, { s: values(4) }] }] },
    'too complex',
  ],
  [
    '160 combinations over nested branches',
    'MessageBody',
    {
      $or: [{ m: values(3) }, { n: values(2) }],
      detail: { scope: values(2), $or: [{ source: values(1) }, { type: values(3) }] },
    },
    'too complex',
  ],
  ['six keys', 'MessageAttributes', { a: [1], b: [1], c: [1], d: [1], e: [1], f: [1] }, 'more than 5 keys'],
  ['nesting over attributes', 'MessageAttributes', { a: { b: [1] } }, 'does not support nested'],
  ['an unknown operator', 'MessageBody', { a: [{ like: 'x' }] }, 'FilterPolicy: Unrecognized match type like'],
])('refuses %s', (_, scope, policy, reason) => {
  expect(() => validateFilterPolicy(policy, scope)).toThrow(
    expect.objectContaining({ code: 'InvalidParameter', message: expect.stringContaining(reason) }),
  );
});
