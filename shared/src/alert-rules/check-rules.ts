import type { AlertRule } from '../contracts/alert-rule.ts';
import { faultsInRule } from './faults-in-rule.ts';
import { faultsInRules, idOf } from './faults-in-rules.ts';
import { parseRuleFile } from './parse-rule-file.ts';
import type { RuleFile } from './read-rule-files.ts';
import type { RuleFault } from './rule-fault.ts';

/** The rules of all files as one set, or all that can be told at once of what is wrong with them. */
export const checkRules = (files: readonly RuleFile[]): { ok: AlertRule[] } | { faults: RuleFault[] } => {
  if (files.length === 0)
    return { faults: [{ detail: 'There are no rule files: none that ends in .yml, .yaml or .json.' }] };
  const parsed = files.map(parseRuleFile);
  const unread = parsed.flatMap((each) => ('faults' in each ? each.faults : []));
  const written = parsed.flatMap((each) => ('ok' in each ? each.ok : []));
  const rules = written.map(({ rule }) => rule);
  // Which rules there are is not known where a file cannot be read, so only each of the others can be told about.
  const found =
    unread.length > 0
      ? rules.flatMap((rule, index) => faultsInRule(rule).map((fault) => ({ ...fault, index })))
      : faultsInRules(rules);
  const faults = found.map(({ index, pointer, detail }): RuleFault => {
    const at = index === undefined ? undefined : written[index]?.placeOf(pointer);
    return { ...(at && { at }), rule: index === undefined ? undefined : idOf(rules[index]), detail };
  });
  return unread.length + faults.length > 0 ? { faults: inOrder([...unread, ...faults]) } : { ok: rules as AlertRule[] };
};

const inOrder = (faults: RuleFault[]): RuleFault[] =>
  faults.sort((a, b) => {
    if (!a.at || !b.at) return Number(b.at !== undefined) - Number(a.at !== undefined);
    if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
    return a.at.line - b.at.line || a.at.column - b.at.column;
  });
