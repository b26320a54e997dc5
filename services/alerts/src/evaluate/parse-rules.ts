import { type AlertRule, AlertRules, contradictionIn } from '@millrace/shared/contracts/alert-rule';
import { type Parsed, type Reason, setAside } from '@millrace/shared/contracts/parsed';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import { overcrowded } from './overcrowded.ts';

/**
 * The rules of `rules.json`, refused as a whole when one of them is wrong: half a rule set would withdraw the alerts of
 * the other half. The refusal names the rule and points to the fault in the file.
 */
export const parseRules = (json: string): Parsed<AlertRule[]> => {
  let file: unknown;
  try {
    file = JSON.parse(json);
  } catch {
    return setAside('json-malformed', 'the rules file is not JSON');
  }
  const parsed = parseShape(file);
  if ('setAside' in parsed) return { setAside: named(file, parsed.setAside) };
  const { rules } = parsed.ok;
  const ids = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    const wrong = ids.has(rule.id) ? { detail: 'is the id of an earlier rule', pointer: '/id' } : contradictionIn(rule);
    if (wrong)
      return setAside('schema-violation', `rule ${rule.id}: ${wrong.detail}`, `/rules/${index}${wrong.pointer}`);
    ids.add(rule.id);
  }
  const crowd = overcrowded(rules);
  return crowd ? setAside('schema-violation', crowd, '/rules') : { ok: rules };
};

const parseShape = schemaParser(AlertRules);

/** A violation inside a rule, with the id of that rule, if it has one. */
const named = (file: unknown, reason: Reason): Reason => {
  const index = /^\/rules\/(\d+)/.exec(reason.pointer ?? '')?.[1];
  if (index === undefined) return reason;
  const id = (file as { rules: ({ id?: unknown } | null)[] }).rules[Number(index)]?.id;
  return typeof id === 'string' ? { ...reason, detail: `rule ${id}: ${reason.detail}` } : reason;
};
