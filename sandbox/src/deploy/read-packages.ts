import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from './template.ts';

/** What one service packaged: its compiled template, and the zip of each function beside it. */
export type Package = { service: string; template: Template; zipOf: (s3Key: string) => string };

/** In this order they deploy: each may refer to what stands before it. */
export const serviceFolders = [
  'platform',
  'services/ingest',
  'services/enrich',
  'services/alerts',
  'services/etl',
  'services/query-api',
] as const;

/** Reads what `npm run package` left in every service's `.serverless` folder. */
export const readPackages = (root: string): Package[] =>
  serviceFolders.map((folder) => {
    const output = join(root, folder, '.serverless');
    const file = join(output, 'cloudformation-template-update-stack.json');
    if (!existsSync(file)) throw new Error(`${folder} is not packaged; run: npm run package`);
    return {
      service: folder.replace('services/', ''),
      template: JSON.parse(readFileSync(file, 'utf8')),
      zipOf: (s3Key) => join(output, s3Key.slice(s3Key.lastIndexOf('/') + 1)),
    };
  });
