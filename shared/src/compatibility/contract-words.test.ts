import { join } from 'node:path';
import { AlertRules } from '../contracts/alert-rule.ts';
import { contractWords } from './contract-words.ts';
import type { Schema } from './schema.ts';

const contracts = join(import.meta.dirname, '../contracts');

test('doc comments become descriptions, also of fields in fields and in lists', () => {
  const described = contractWords(contracts)('alert-rules', JSON.parse(JSON.stringify(AlertRules))) as {
    properties: { rules: { items: { properties: Record<string, Schema & { properties: Record<string, Schema> }> } } };
  };
  const rule = described.properties.rules.items.properties;
  expect(rule.id?.description).toBe('Names the rule in alert ids and in filter policies.');
  expect(rule.select?.description).toBe('Left out, every device.');
  expect(rule.suppress?.properties.wait?.description).toMatch(/^Seconds to wait for the other alert/);
  expect(rule.for?.description).toMatch(/^How long the condition holds/);
});

test('fields that several contracts share have their descriptions in each', () => {
  const described = contractWords(contracts)('alert-rules', JSON.parse(JSON.stringify(AlertRules)));
  const conditions = JSON.stringify(described).match(/"The reading's time lies in these hours\."/g);
  expect(conditions).toHaveLength(7);
});

test('a contract without a doc comment is an error', () => {
  expect(() => contractWords(contracts)('nothing', {})).toThrow('nothing has no doc comment');
});
