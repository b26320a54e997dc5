import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Compile } from 'typebox/schema';
import { contractWords } from '../compatibility/contract-words.ts';
import { directionsOf } from '../compatibility/directions.ts';
import type { Schema } from '../compatibility/schema.ts';
import { valuesOf } from '../compatibility/testing/values-of.ts';
import { brokenVersions, currentFile, readVersions } from '../compatibility/versions.ts';
import { ignoringUnknown } from './ignoring-unknown.ts';
import { publishedContracts } from './published-contracts.ts';

const published = join(import.meta.dirname, '../../schemas');
const describeWords = contractWords(import.meta.dirname);

describe.each(publishedContracts.map((contract) => [contract.name, contract] as const))(
  'the contract of %s',
  (_, contract) => {
    test('is published as it stands (npm run docs)', () => {
      const { file, text } = currentFile(published, contract, describeWords);
      expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(text);
    });

    test('breaks no published version of its major', () => {
      expect(brokenVersions(published, contract)).toEqual([]);
    });

    test('reads what senders by each of them may send, or is read by their readers', () => {
      const { readsOlder, isReadByOlder } = directionsOf(contract);
      const current = JSON.parse(JSON.stringify(contract.carries));
      for (const { schema } of readVersions(published, contract)) {
        if (readsOlder) expect(refusedBy(current, schema)).toEqual([]);
        if (isReadByOlder) expect(refusedBy(schema, current)).toEqual([]);
      }
    });

    test('leaves room for new fields where older readers meet it', () => {
      const { carries } = contract;
      if (directionsOf(contract).isReadByOlder) expect(carries).toEqual(ignoringUnknown(carries));
    });
  },
);

const refusedBy = (receiver: Schema, sender: Schema): unknown[] => {
  const reader = Compile(receiver);
  return fc.sample(valuesOf(sender), 50).filter((value) => !reader.Check(value));
};
