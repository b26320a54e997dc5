import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { readRules } from './read-rules.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the files of a directory are one set of rules', () => {
  writeFileSync(join(folder, 'a.yml'), JSON.stringify({ rules: [anAlertRule({ id: 'a' })] }));
  writeFileSync(join(folder, 'b.json'), JSON.stringify({ rules: [anAlertRule({ id: 'b' })] }));
  expect(readRules(folder)).toEqual({
    ...{ version: 1, publishedAt: 0 },
    rules: [anAlertRule({ id: 'a' }), anAlertRule({ id: 'b' })],
  });
});

test('all that is wrong is told with its place, and so is a directory that is not there', () => {
  writeFileSync(join(folder, 'a.yml'), 'rules:\n  - { id: a, severity: no }\n');
  expect(() => readRules(folder)).toThrow(`${join(folder, 'a.yml')}:2`);
  expect(() => readRules(join(folder, 'none'))).toThrow('There is no directory');
});
