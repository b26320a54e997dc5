import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenVersions, currentFile } from '@millrace/shared/compatibility/versions';
import { httpContracts } from '@millrace/shared/rest/http-contracts';
import { describeApi } from './describe-api.ts';

const published = join(import.meta.dirname, '../../schemas');

describe.each(httpContracts(describeApi(), 'alerts/routes').map((contract) => [contract.name, contract] as const))(
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
