import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { faultsInRules, idOf } from '@millrace/shared/alert-rules/faults-in-rules';
import type { AlertRule, AlertRules } from '@millrace/shared/contracts/alert-rule';
import { isCollection, LineCounter, type Node, parseAllDocuments } from 'yaml';

type WrittenRule = { rule: unknown; at: string };

/**
 * The rules of every `.yml`, `.yaml` and `.json` below a directory, hidden ones left out, as one set; or of one file. Throws
 * an error that names every fault, and the file and line of its rule.
 */
export const readRules = (directory: string): AlertRules => {
  const written = filesIn(directory).flatMap((file) => rulesIn(file, relative(directory, file) || file));
  if (written.length === 0)
    throw new Error(`There are no rules in ${directory}: a file holds a list of them under "rules".`);
  const rules = written.map(({ rule }) => rule);
  const faults = faultsInRules(rules).map(({ index, pointer, detail }) =>
    index === undefined ? detail : `${written[index]?.at}  ${idOf(rules[index]) ?? ''} ${pointer} ${detail}`,
  );
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return { version: 1, publishedAt: 0, rules: rules as AlertRule[] };
};

const filesIn = (directory: string): string[] => {
  if (!statSync(directory, { throwIfNoEntry: false })) throw new Error(`There is no directory ${directory}.`);
  if (!statSync(directory).isDirectory()) return [directory];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ya?ml|json)$/.test(path) && !path.split(sep).some((part) => part.startsWith('.')))
    .map((path) => join(directory, path))
    .sort();
};

/** JSON is a part of YAML. */
const rulesIn = (file: string, name: string): WrittenRule[] => {
  const lines = new LineCounter();
  const documents = parseAllDocuments(readFileSync(file, 'utf8'), { lineCounter: lines });
  return [...documents].flatMap((document) => {
    if (document.errors[0]) throw new Error(`${name}: ${document.errors[0].message}`);
    const { rules } = (document.toJS() ?? {}) as { rules?: unknown };
    if (!Array.isArray(rules)) throw new Error(`${name}: needs a list of rules under "rules"`);
    const nodes = document.get('rules');
    return rules.map((rule, index) => {
      const node = isCollection(nodes) ? (nodes.items[index] as Node | undefined) : undefined;
      return { rule, at: `${name}:${lines.linePos(node?.range?.[0] ?? 0).line}` };
    });
  });
};
