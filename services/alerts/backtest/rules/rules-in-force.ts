import type { S3Client } from '@aws-sdk/client-s3';
import { parseAlertRules } from '@millrace/shared/alert-rules/parse-alert-rules';
import { type AlertRules, rulesKey } from '@millrace/shared/contracts/alert-rule';
import { getObject } from '@millrace/shared/runtime/get-object';
import { noRules } from '../../src/rules/current-rules.ts';

/** The rules that a stage goes by; none where none were ever published. Throws where they are refused. */
export const rulesInForce = async (client: S3Client, bucket: string): Promise<AlertRules> => {
  const object = await getObject({ client, bucket })(rulesKey);
  if (object === undefined) return noRules;
  const parsed = parseAlertRules(object.bytes.toString());
  if ('ok' in parsed) return parsed.ok;
  const { pointer = '', detail } = parsed.setAside;
  throw new Error(`The rules in force are refused (${pointer} ${detail}): compare with a directory, --against DIR.`);
};
