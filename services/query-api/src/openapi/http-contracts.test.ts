import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenVersions, currentFile } from '@millrace/shared/compatibility/versions';
import { httpContracts } from './http-contracts.ts';

const published = join(import.meta.dirname, '../../schemas');

describe.each(httpContracts().map((contract) => [contract.name, contract] as const))(
  'the contract of %s',
  (_, contract) => {
    test('is published as it stands (npm run docs)', () => {
      const { file, text } = currentFile(published, contract);
      expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(text);
    });

    test('breaks no client of a published version', () => {
      expect(brokenVersions(published, contract)).toEqual([]);
    });
  },
);
