import { anAlertRule } from '../testing/an-alert-rule.ts';
import { parseAlertRules } from './parse-alert-rules.ts';

const parse = (...rules: unknown[]) => parseAlertRules(JSON.stringify({ version: 1, publishedAt: 0, rules }));

test('rules come in the order of the file, with its version', () => {
  const rules = [anAlertRule({ id: 'b' }), anAlertRule({ id: 'a' })];
  expect(parse(...rules)).toEqual({ ok: { version: 1, publishedAt: 0, rules } });
});

test('a refusal names the rule and points to the fault', () => {
  expect(parse(anAlertRule({ id: 'good' }), anAlertRule({ id: 'hasty', for: -1 }))).toEqual({
    setAside: { code: 'schema-violation', detail: 'rule hasty: must be >= 0', pointer: '/rules/1/for' },
  });
  expect(parse(anAlertRule({ when: { threshold: { measure: 'heart-rate', above: 120, clear: 130 } } }))).toEqual({
    setAside: {
      code: 'schema-violation',
      detail: 'rule tachycardia: would clear values that raise the alert',
      pointer: '/rules/0/when/threshold/clear',
    },
  });
});

test('two rules of one id are refused', () => {
  expect(parse(anAlertRule(), anAlertRule())).toMatchObject({ setAside: { pointer: '/rules/1/id' } });
});

test('a rule is suppressed by another rule of the file only', () => {
  const suppressed = anAlertRule({ suppress: { label: 'gateway', rule: 'gateway-offline' } });
  expect(parse(suppressed)).toMatchObject({ setAside: { pointer: '/rules/0/suppress/rule' } });
  expect(parse(suppressed, anAlertRule({ id: 'gateway-offline' }))).toHaveProperty('ok');
  expect(parse(anAlertRule({ suppress: { label: 'gateway', rule: 'tachycardia' } }))).toMatchObject({
    setAside: { detail: 'rule tachycardia: is this rule itself' },
  });
});

test.each([
  ['text that is not JSON', '{', undefined],
  ['a file without rules', '{"version":1,"publishedAt":0}', ''],
  ['a file without a version', '{"publishedAt":0,"rules":[]}', ''],
  ['rules that are no array', '{"version":1,"publishedAt":0,"rules":{}}', '/rules'],
  ['a rule that is null', '{"version":1,"publishedAt":0,"rules":[null]}', '/rules/0'],
  [
    'a rule as it was written once',
    JSON.stringify({ rules: [{ id: 'fever', measure: 'x', condition: { above: 1 } }] }),
    '',
  ],
])('%s is refused', (_, json, pointer) => {
  const parsed = parseAlertRules(json);
  expect('setAside' in parsed && [parsed.setAside.pointer]).toEqual([pointer]);
});

test('more rules than a device has room for are refused, those of subscribers counted', () => {
  const rules = Array.from({ length: 63 }, (_, index) => anAlertRule({ id: `rule-${index}` }));
  const withTwo = anAlertRule({ subscribers: { day: { for: 1 }, night: { for: 2 } } });
  const withOne = anAlertRule({ subscribers: { night: { for: 2 } } });
  expect(parse(...rules, withTwo)).toMatchObject({ setAside: { pointer: '/rules' } });
  expect(parse(...rules, withOne)).toMatchObject({ setAside: { pointer: '/rules' } });
  expect(parse(...rules.slice(1), withOne)).toHaveProperty('ok');
});
