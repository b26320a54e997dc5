import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { readRules } from './read-rules.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

const yaml = `# of the ward
rules:
  - id: low
    summary: Low
    severity: warning
    when: { threshold: { measure: heart-rate, below: 40 } }
`;

test('the rules of all files below a directory are one set, hidden files left out', () => {
  mkdirSync(join(folder, 'ward'));
  write('ward/low.yml', yaml);
  write('high.json', JSON.stringify({ rules: [anAlertRule({ id: 'high' })] }));
  write('.hidden.yml', 'rules: nonsense');
  write('README.md', 'no rules');
  expect(readRules(folder).rules.map(({ id }) => id)).toEqual(['high', 'low']);
  expect(readRules(join(folder, 'ward/low.yml')).rules).toMatchObject([{ id: 'low' }]);
});

test('faults are told all together, each with the file and line of its rule', () => {
  write('a.yml', yaml.replace('warning', 'wrong'));
  write('b.yml', `${yaml}  - id: low\n    summary: Again\n    severity: info\n    when: { silence: { after: 60 } }\n`);
  expect(() => readRules(folder)).toThrow(
    /^a\.yml:3 {2}low \/severity .*\nb\.yml:3 {2}low \/id .*\nb\.yml:7 {2}low \/id /s,
  );
});

test.each([
  ['no such directory', () => readRules(join(folder, 'none')), 'There is no directory'],
  ['no rules', () => readRules(folder), 'There are no rules in'],
])('%s is told', (_, read, message) => {
  expect(read).toThrow(message);
});

test.each([
  ['rules: [', 'a.yml: '],
  ['- id: low', 'a.yml: needs a list of rules under "rules"'],
])('%j is told with its file', (text, message) => {
  write('a.yml', text);
  expect(() => readRules(folder)).toThrow(message);
});
