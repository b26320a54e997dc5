import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { checkRules } from './check-rules.ts';
import { describeFaults } from './describe-faults.ts';
import { readRuleFiles } from './read-rule-files.ts';

const aRule = (id: string, ...more: string[]): string =>
  [
    `  - id: ${id}`,
    '    summary: Somebody should look',
    '    severity: info',
    '    when: { silence: { after: 60 } }',
    ...more.map((line) => `    ${line}`),
  ].join('\n');
const aFile = (...rules: string[]): string => ['rules:', ...rules].join('\n');
const check = (files: Record<string, string>) => {
  const checked = checkRules(Object.entries(files).map(([file, text]) => ({ file, text })));
  return 'ok' in checked ? checked.ok.map(({ id }) => id) : describeFaults(checked.faults).split('\n');
};

test('files are one set, in their order', () => {
  expect(check({ 'b.yml': aFile(aRule('one'), aRule('two')), 'a.yml': aFile(aRule('three')) })).toEqual([
    'one',
    'two',
    'three',
  ]);
});

test('every fault is told with its place and its rule, whatever file it is in', () => {
  const files = {
    'a.yml': aFile(aRule('one', 'for: -1', 'colour: red'), aRule('two')),
    'b.yml': aFile(aRule('two'), aRule('three', 'suppress: { label: gateway, rule: four }'), '  - 7'),
  };
  expect(check(files)).toEqual([
    'a.yml:6:5  one  must be >= 0',
    'a.yml:7:5  one  is not in the contract',
    'b.yml:2:5  two  is the id of an earlier rule',
    'b.yml:10:33  three  is the id of no rule',
    'b.yml:11:5  must be object',
  ]);
});

test('a file that cannot be read hides neither the faults of others nor makes some up', () => {
  const files = {
    'a.yml': aFile(aRule('one', 'suppress: { label: gateway, rule: two }'), aRule('three', 'for: -1')),
    'b.yml': 'rules: [',
  };
  expect(check(files)).toEqual([
    'a.yml:11:5  three  must be >= 0',
    expect.stringMatching(/^b\.yml:1:9 {2}Flow sequence/),
  ]);
});

test('what is wrong of all together has no place', () => {
  const many = Array.from({ length: 65 }, (_, index) => aRule(`rule-${index}`));
  expect(check({ 'a.yml': aFile(...many) })).toEqual(['more than 64 rules may select the same device']);
  const tooMany = Array.from({ length: 1001 }, (_, index) => aRule(`rule-${index}`, `select: { site: "${index}" }`));
  expect(check({ 'a.yml': aFile(...tooMany) })).toEqual(['more than 1000 rules']);
});

test('an id that is none is not repeated', () => {
  expect(check({ 'a.yml': aFile(aRule('"\\e[31mred"')) })).toEqual([
    'a.yml:2:5  must match pattern "^[a-z0-9][a-z0-9-]{0,62}$"',
  ]);
});

test('no files are refused, for they would withdraw every rule', () => {
  expect(check({})).toEqual(['There are no rule files: none that ends in .yml, .yaml or .json.']);
});

test('files are found below a directory, by path, hidden ones and others left out; or one is named', () => {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-rule-files-'));
  for (const folder of ['b', '.git', 'b/c.yml']) mkdirSync(join(directory, folder));
  for (const file of ['z.json', 'b/a.yaml', 'a.yml', '.git/x.yml', '.hidden.yml', 'README.md', 'b/c.yml/d.yml'])
    writeFileSync(join(directory, file), file);
  const found = readRuleFiles(directory).map(({ file, text }) => [relative(directory, file), text]);
  expect(found).toEqual(['a.yml', 'b/a.yaml', 'b/c.yml/d.yml', 'z.json'].map((file) => [file, file]));
  expect(readRuleFiles(join(directory, 'README.md'))).toHaveLength(1);
  rmSync(directory, { recursive: true });
});
