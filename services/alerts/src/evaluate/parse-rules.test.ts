import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { parseRules } from './parse-rules.ts';

const parse = (...rules: unknown[]) => parseRules(JSON.stringify({ rules }));

test('rules come in the order of the file', () => {
  const rules = [anAlertRule({ id: 'b' }), anAlertRule({ id: 'a' })];
  expect(parse(...rules)).toEqual({ ok: rules });
});

test('a refusal names the rule and points to the fault', () => {
  expect(parse(anAlertRule({ id: 'good' }), anAlertRule({ id: 'hasty', for: -1 }))).toEqual({
    setAside: { code: 'schema-violation', detail: 'rule hasty: must be >= 0', pointer: '/rules/1/for' },
  });
  expect(parse(anAlertRule({ clear: { limit: 130, for: 0 } }))).toEqual({
    setAside: {
      code: 'schema-violation',
      detail: 'rule tachycardia: would clear values that raise the alert',
      pointer: '/rules/0/clear/limit',
    },
  });
});

test('two rules of one id are refused', () => {
  expect(parse(anAlertRule(), anAlertRule())).toMatchObject({ setAside: { pointer: '/rules/1/id' } });
});

test.each([
  ['text that is not JSON', '{', undefined],
  ['a file without rules', '{}', ''],
  ['rules that are no array', '{"rules":{}}', '/rules'],
  ['a rule that is null', '{"rules":[null]}', '/rules/0'],
])('%s is refused', (_, json, pointer) => {
  const parsed = parseRules(json);
  expect('setAside' in parsed && [parsed.setAside.pointer]).toEqual([pointer]);
});

test('more rules than a device record has room for are refused', () => {
  const rules = Array.from({ length: 65 }, (_, index) => anAlertRule({ id: `rule-${index}` }));
  expect(parse(...rules)).toMatchObject({ setAside: { pointer: '/rules' } });
  expect(parse(...rules.slice(1))).toHaveProperty('ok');
});
