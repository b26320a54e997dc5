import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A command that a file makes for AWS, on behalf of the function from whose wiring the file is reached. */
export type CodeSite = { operation: string; file: string };

const root = join(import.meta.dirname, '../..');

/** Every place that calls AWS in the code of one function: its wiring file and what that imports, types aside. */
export const callSitesInCode = (wiringFile: string): CodeSite[] => {
  const sites: CodeSite[] = [];
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const code = readFileSync(file, 'utf8');
    for (const [, command, paginated = ''] of code.matchAll(/new (\w+)Command\(|\bpaginate(\w+)\(/g))
      sites.push({ operation: command ?? paginated, file: file.slice(root.length + 1) });
    for (const [, isType, from = ''] of code.matchAll(/^import (type )?[^;]*? from '([^']+)';$/gms))
      if (!isType) for (const imported of fileOf(file, from)) visit(imported);
  };
  visit(join(root, wiringFile));
  return sites;
};

/** Files of our own only. */
const fileOf = (importer: string, from: string): string[] => {
  if (from.startsWith('.')) return [resolve(dirname(importer), from)];
  const shared = /^@millrace\/shared\/(.+)$/.exec(from)?.[1];
  return shared ? [join(root, 'shared/src', `${shared}.ts`)] : [];
};
