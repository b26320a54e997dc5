import type { S3Client } from '@aws-sdk/client-s3';
import { parseAlertRules } from '@millrace/shared/alert-rules/parse-alert-rules';
import { cachedObjects } from '@millrace/shared/runtime/cached-object';
import { count, logger } from '@millrace/shared/runtime/observability';
import { currentRules, noRules } from './current-rules.ts';

/** The rules in force, from the rules bucket. */
export const rulesIn = (bucket: { client: S3Client; bucket: string; now: () => number }) =>
  currentRules({
    // Changed rules are in force everywhere half a minute later.
    read: cachedObjects(bucket, { maxAge: 30_000, capacity: 1, parse: parseAlertRules, absent: { ok: noRules } }),
    onRefused: (reason) => {
      count('RulesRefused', 1);
      logger.error('The rules file is refused', { reason });
    },
  });
