import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Type from 'typebox';
import type { PublishedContract } from '../contracts/published-contracts.ts';
import { publish } from './versions.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-schemas-'));
afterAll(() => rmSync(directory, { recursive: true }));

const publishing = (carries: Type.TSchema, { major = 1, words = 'A reading.' } = {}) => {
  const contract: PublishedContract = {
    ...{ name: 'raw-readings', carries, major },
    ...{ from: ['outside'], to: ['ingest/accept'] },
  };
  publish(directory, [contract], (_, schema) => ({ description: words, ...schema }));
  return readdirSync(join(directory, 'raw-readings')).sort();
};
const read = (file: string) => JSON.parse(readFileSync(join(directory, 'raw-readings', file), 'utf8'));

test('a contract is published once, again with other words, anew with other rules, and not at all where it breaks', () => {
  const first = Type.Object({ id: Type.String({ maxLength: 8 }) }, { additionalProperties: false });
  expect(publishing(first)).toEqual(['1.0.schema.json']);
  expect(publishing(first, { words: 'What a device reports.' })).toEqual(['1.0.schema.json']);
  expect(read('1.0.schema.json')).toMatchObject({
    $id: 'urn:millrace:raw-readings:1.0',
    description: 'What a device reports.',
  });

  const longer = Type.Object({ id: Type.String({ maxLength: 9 }) }, { additionalProperties: false });
  expect(publishing(longer)).toEqual(['1.0.schema.json', '1.1.schema.json']);
  expect(() => publishing(first)).toThrow('raw-readings 1.1: what old senders send is refused: /id maxLength is 8');
  expect(read('1.1.schema.json').properties.id.maxLength).toBe(9);

  expect(publishing(first, { major: 2 })).toEqual(['1.0.schema.json', '1.1.schema.json', '2.0.schema.json']);
});
