import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsInRules } from '@millrace/shared/alert-rules/faults-in-rules';
import { AlertCondition } from '@millrace/shared/contracts/alert-condition';
import { AlertRule } from '@millrace/shared/contracts/alert-rule';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { parse } from 'yaml';
import { usage } from './command-line.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/alert-rules.md'), 'utf8');
const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text);
/** Each field on its own, for some are there more than once. */
const fields = blocks
  .flatMap((text) => text.split(/^(?=[a-z])/m))
  .map((text): [string, unknown] => Object.entries(parse(text) as object)[0] ?? ['', undefined]);
const conditions = Object.keys(AlertCondition.properties);

test('every example of the page is a valid rule', () => {
  const [[, whole] = [], ...parts] = fields;
  const rules = parts.map(([name, value], index) => ({
    ...anAlertRule({ id: `example-${index}`, severity: 'info', select: { site: `site-${index}` } }),
    ...(conditions.includes(name) ? { when: { [name]: value } } : { [name]: value }),
  }));
  expect(rules.length).toBeGreaterThan(18);
  expect(faultsInRules([...(whole as unknown[]), ...rules, anAlertRule({ id: 'gateway-offline' })])).toEqual([]);
});

test('the page shows every kind of condition, and names every field of a rule', () => {
  const named = new Set(fields.map(([name]) => name));
  expect(conditions.filter((name) => !named.has(name) && name !== 'any')).toEqual([]);
  expect(Object.keys(AlertRule.properties).filter((name) => !page.includes(`${name}:`))).toEqual([]);
});

test('the commands of the page are those that there are', () => {
  const used = [...page.matchAll(/npm run rules -- (\w+)/g)].map(([, command]) => command);
  expect(new Set(used)).toEqual(new Set(['check', 'publish', 'show']));
  for (const option of new Set(page.match(/--[a-z-]+[a-z]/g))) expect(usage).toContain(option);
});
