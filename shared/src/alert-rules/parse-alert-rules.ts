import { AlertRules } from '../contracts/alert-rule.ts';
import { type Parsed, type Reason, setAside } from '../contracts/parsed.ts';
import { schemaParser } from '../contracts/schema-parser.ts';
import { faultsInRules, idOf } from './faults-in-rules.ts';

/**
 * The rules of `rules.json`, refused as a whole when one of them is wrong: half a rule set would withdraw the alerts of
 * the other half. The refusal names the rule and points to the fault in the file.
 */
export const parseAlertRules = (json: string): Parsed<AlertRules> => {
  let file: unknown;
  try {
    file = JSON.parse(json);
  } catch {
    return setAside('json-malformed', 'the rules file is not JSON');
  }
  const parsed = parseShape(file);
  if ('setAside' in parsed) return { setAside: named(file, parsed.setAside) };
  const [fault] = faultsInRules(parsed.ok.rules);
  if (!fault) return parsed;
  const { index, pointer, detail } = fault;
  if (index === undefined) return setAside('schema-violation', detail, `/rules${pointer}`);
  return { setAside: named(file, setAside('schema-violation', detail, `/rules/${index}${pointer}`).setAside) };
};

const parseShape = schemaParser(AlertRules);

/** A violation inside a rule, with the id of that rule, if it has one. */
const named = (file: unknown, reason: Reason): Reason => {
  const index = /^\/rules\/(\d+)/.exec(reason.pointer ?? '')?.[1];
  const id = index === undefined ? undefined : idOf((file as { rules: unknown[] }).rules[Number(index)]);
  return id === undefined ? reason : { ...reason, detail: `rule ${id}: ${reason.detail}` };
};
