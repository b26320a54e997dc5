import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { Parsed, Reason } from '@millrace/shared/contracts/parsed';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { currentRules } from './current-rules.ts';

const good: Parsed<AlertRule[]> = { ok: [anAlertRule()] };
const refused: Parsed<AlertRule[]> = {
  setAside: { code: 'schema-violation', detail: 'rule x: must be >= 0', pointer: '/rules/0/for' },
};

const rulesFrom = (...files: Parsed<AlertRule[]>[]) => {
  const heard: Reason[] = [];
  const read = async () => files.shift() ?? good;
  return { heard, rules: currentRules({ read, onRefused: (reason) => heard.push(reason) }) };
};

test('a refused file leaves the earlier rules in force, and is told of', async () => {
  const { rules, heard } = rulesFrom(good, refused, { ok: [] });
  expect(await rules()).toEqual(good.ok);
  expect(await rules()).toEqual(good.ok);
  expect(heard).toEqual([refused.setAside]);
  expect(await rules()).toEqual([]);
});

test('a refused file with none before it stops the evaluation and says where the fault is', async () => {
  const { rules } = rulesFrom(refused, good);
  await expect(rules()).rejects.toThrow('rules.json is refused: /rules/0/for rule x: must be >= 0');
  expect(await rules()).toEqual(good.ok);
});
