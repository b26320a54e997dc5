import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { RuleFile } from './read-rule-files.ts';
import type { RuleFault } from './rule-fault.ts';

/** `placeOf` takes a JSON Pointer into the rule, and says where in the file that is: the closest that is there. */
export type WrittenRule = { rule: unknown; placeOf: (pointer: string) => Required<RuleFault>['at'] };

/** The rules of one file of YAML, of which JSON is a part: `rules:` and a list. They may be anything yet. */
export const parseRuleFile = ({ file, text }: RuleFile): { ok: WrittenRule[] } | { faults: RuleFault[] } => {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const wrong = [...document.errors, ...document.warnings];
  if (wrong.length > 0) return { faults: wrong.map(({ pos, message }) => ({ at: at(pos[0]), detail: message })) };
  const place = (path: readonly string[]) => at(offsetOf(document, path));
  const plain = plainValue(document);
  if ('fault' in plain) return { faults: [{ at: place([]), detail: plain.fault }] };
  const { rules, ...others } = (plain.ok ?? {}) as { rules?: unknown };
  if (!Array.isArray(rules)) return { faults: [{ at: place(['rules']), detail: 'needs a list of rules under rules' }] };
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    return { faults: [{ at: place([unknown]), detail: 'is unknown: all there is are rules' }] };
  return {
    ok: rules.map((rule, index) => ({
      rule,
      placeOf: (pointer) => place(['rules', String(index), ...partsOf(pointer)]),
    })),
  };
};

/** As JSON holds it. An alias that holds itself, or one of too many, has no such value. */
const plainValue = (document: Document): { ok: unknown } | { fault: string } => {
  try {
    return { ok: JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 100 }) ?? null)) };
  } catch (error) {
    return { fault: error instanceof ReferenceError ? error.message : 'has an alias that holds itself' };
  }
};

/** Where the part of a document begins that a path leads to, or else the last part on the way that is there. */
const offsetOf = (document: Document, path: readonly string[]): number => {
  let node = document.contents as Node | null | undefined;
  let offset = startOf(node);
  for (const name of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === name);
      if (!pair) break;
      offset = startOf(pair.key as Node);
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      node = node.items[Number(name)] as Node | undefined;
      if (!node) break;
      offset = startOf(node);
    } else break;
  }
  return offset;
};

const startOf = (node: Node | null | undefined): number => node?.range?.[0] ?? 0;

const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
