import { existsSync } from 'node:fs';
import { checkRules } from '@millrace/shared/alert-rules/check-rules';
import { describeFaults } from '@millrace/shared/alert-rules/describe-faults';
import { readRuleFiles } from '@millrace/shared/alert-rules/read-rule-files';
import type { AlertRules } from '@millrace/shared/contracts/alert-rule';

/** The rules of a directory, as if they were published first of all. Throws an error that tells all that is wrong with them. */
export const readRules = (directory: string): AlertRules => {
  if (!existsSync(directory)) throw new Error(`There is no directory ${directory}.`);
  const checked = checkRules(readRuleFiles(directory));
  if ('faults' in checked) throw new Error(describeFaults(checked.faults));
  return { version: 1, publishedAt: 0, rules: checked.ok };
};
