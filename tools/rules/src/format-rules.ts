import type { AlertRules } from '@millrace/shared/contracts/alert-rule';
import { stringify } from 'yaml';

/** Rules in force as a file that could be published again. */
export const formatRules = ({ version, publishedAt, rules }: AlertRules): string =>
  `# Version ${version}, published ${new Date(publishedAt).toISOString()}\n${stringify({ rules }, { lineWidth: 0 })}`;
