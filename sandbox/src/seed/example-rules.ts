import { join } from 'node:path';
import { checkRules } from '@millrace/shared/alert-rules/check-rules';
import { describeFaults } from '@millrace/shared/alert-rules/describe-faults';
import { readRuleFiles } from '@millrace/shared/alert-rules/read-rule-files';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';

/** The rules that an operator may copy from. */
export const exampleRules = (): AlertRule[] => {
  const checked = checkRules(readRuleFiles(join(import.meta.dirname, '../../../tools/rules/examples')));
  if ('ok' in checked) return checked.ok;
  throw new Error(`The example's rules are wrong:\n${describeFaults(checked.faults)}`);
};
