import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

export type RuleFile = { file: string; text: string };

/** Every `.yml`, `.yaml` and `.json` below a directory, sorted by path, hidden ones left out; or the one file that is named. */
export const readRuleFiles = (directory: string): RuleFile[] =>
  filesIn(directory).map((file) => ({ file, text: readFileSync(file, 'utf8') }));

const filesIn = (directory: string): string[] => {
  if (!statSync(directory).isDirectory()) return [directory];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ya?ml|json)$/.test(path) && !path.split(sep).some((part) => part.startsWith('.')))
    .map((path) => join(directory, path))
    .filter((path) => statSync(path).isFile())
    .sort();
};
