import type { AlertRules } from '@millrace/shared/contracts/alert-rule';
import type { Parsed, Reason } from '@millrace/shared/contracts/parsed';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { currentRules } from './current-rules.ts';

const good: Parsed<AlertRules> = { ok: { version: 7, publishedAt: 0, rules: [anAlertRule()] } };
const none: Parsed<AlertRules> = { ok: { version: 8, publishedAt: 0, rules: [] } };
const refused: Parsed<AlertRules> = {
  setAside: { code: 'schema-violation', detail: 'rule x: must be >= 0', pointer: '/rules/0/for' },
};

const rulesFrom = (...files: Parsed<AlertRules>[]) => {
  const heard: Reason[] = [];
  const read = async () => files.shift() ?? good;
  const inForce = currentRules({ read, onRefused: (reason) => heard.push(reason) });
  return { heard, inForce, version: async () => (await inForce()).rules.version };
};

test('a refused file leaves the earlier rules in force, and is told of', async () => {
  const { version, heard } = rulesFrom(good, refused, none);
  expect(await version()).toBe(7);
  expect(await version()).toBe(7);
  expect(heard).toEqual([refused.setAside]);
  expect(await version()).toBe(8);
});

test('a refused file with none before it stops the evaluation and says where the fault is', async () => {
  const { version } = rulesFrom(refused, good);
  await expect(version()).rejects.toThrow('rules.json is refused: /rules/0/for rule x: must be >= 0');
  expect(await version()).toBe(7);
});

test('the same file is made ready once', async () => {
  const { inForce } = rulesFrom(good, good, none);
  const first = await inForce();
  expect(await inForce()).toBe(first);
  expect(await inForce()).not.toBe(first);
});
