import type { Rule, Target } from './rule.ts';
import { targetInput, validateTargetInput } from './target-input.ts';

const event = {
  version: '0' as const,
  id: 'e-1',
  'detail-type': 'Alert Changed',
  source: 'millrace.alerts',
  account: '000000000000',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-central-1',
  resources: ['a', 'b'],
  detail: { device: 'd"1', valid: true, count: 3, payload: { id: 'x', list: ['y'] } },
};
const rule = { name: 'r', arn: 'arn:rule' } as Rule;
const filled = (inputTemplate: string) =>
  targetInput(
    {
      id: 't',
      arn: 'arn:target',
      inputTransformer: {
        inputPathsMap: {
          type: '$.detail-type',
          device: '$.detail.device',
          count: '$.detail.count',
          valid: '$.detail.valid',
          payload: '$.detail.payload',
          second: '$.resources[1]',
          absent: '$.detail.absent.deeper',
        },
        inputTemplate,
      },
    },
    event,
    rule,
    '2026-01-01T00:00:01.000Z',
  );

test('without any input the target receives the event', () => {
  expect(JSON.parse(targetInput({ id: 't', arn: 'a' }, event, rule, ''))).toEqual(event);
});

test('a constant input replaces the event', () => {
  expect(targetInput({ id: 't', arn: 'a', input: '{"a":1}' }, event, rule, '')).toBe('{"a":1}');
});

test.each([
  ['$', JSON.stringify(event)],
  ['$.detail.payload', '{"id":"x","list":["y"]}'],
  ['$.detail.payload.list[0]', '"y"'],
  ['$.detail.absent', 'null'],
])('input path %s selects a part of the event', (inputPath, expected) => {
  expect(targetInput({ id: 't', arn: 'a', inputPath }, event, rule, '')).toBe(expected);
});

test.each([
  ['a text is quoted outside quotes', '{"type": <type>}', '{"type": "Alert Changed"}'],
  ['a text stands as it is inside quotes', '"<type> (<second>)"', '"Alert Changed (b)"'],
  ['a quote in a value stays inside its string', '{"device": "<device>"}', '{"device": "d\\"1"}'],
  ['a number and a boolean are bare outside quotes', '{"n": <count>, "v": <valid>}', '{"n": 3, "v": true}'],
  ['an object outside quotes is JSON', '{"p": <payload>}', '{"p": {"id":"x","list":["y"]}}'],
  ['an object inside quotes loses its own', '"got <payload>"', '"got {id:x,list:[y]}"'],
  ['a missing value is empty text', '{"a": <absent>, "b": "<absent>"}', '{"a": "", "b": ""}'],
  ['an escaped quote does not end a string', '"say \\"<type>\\""', '"say \\"Alert Changed\\""'],
  ['the rule has a name', '"<aws.events.rule-name> <aws.events.rule-arn>"', '"r arn:rule"'],
  ['the moment of receipt is known', '<aws.events.event.ingestion-time>', '"2026-01-01T00:00:01.000Z"'],
])('in a template, %s', (_, template, expected) => {
  expect(filled(template)).toBe(expected);
});

test('the whole event and its envelope can be filled in', () => {
  const { detail: _, 'detail-type': detailType, ...envelope } = event;
  expect(JSON.parse(filled('{"event": <aws.events.event.json>, "envelope": <aws.events.event>}'))).toEqual({
    event,
    envelope: { ...envelope, detailType },
  });
});

test.each<[string, Partial<Target>]>([
  ['an input and a path', { input: '{}', inputPath: '$' }],
  ['a placeholder without a path', { inputTransformer: { inputTemplate: '<device>' } }],
  ['a JSON path with a filter', { inputPath: '$.detail[?(@.a)]' }],
  ['a JSON path in brackets', { inputTransformer: { inputPathsMap: { a: "$['detail']" }, inputTemplate: '<a>' } }],
])('refuses %s', (_, input) => {
  expect(() => validateTargetInput({ id: 't', arn: 'a', ...input })).toThrow(
    expect.objectContaining({ code: 'ValidationException' }),
  );
});
