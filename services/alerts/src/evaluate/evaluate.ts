import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { cachedObjects } from '@millrace/shared/runtime/cached-object';
import { kinesisBatch } from '@millrace/shared/runtime/kinesis-batch';
import { count, logger } from '@millrace/shared/runtime/observability';
import { publishBatch } from '@millrace/shared/runtime/publish-batch';
import { putEvents } from '@millrace/shared/runtime/put-events';
import type { World } from '@millrace/shared/runtime/world';
import { keepSetAside } from '@millrace/shared/set-aside/keep-set-aside';
import type { Config } from './config.ts';
import { currentRules } from './current-rules.ts';
import { evaluateReadings } from './evaluate-readings.ts';
import { loadRecords } from './load-records.ts';
import { parseEnrichedReading } from './parse-enriched-reading.ts';
import { parseRules } from './parse-rules.ts';
import { saveRecord } from './save-record.ts';

/** Wires the function. */
export const evaluate = (config: Config, { client, now, retry }: World) => {
  const s3 = new S3Client(client);
  const states = { client: new DynamoDBClient(client), table: config.ALERT_STATES_TABLE, retry };
  const announce = putEvents({
    client: new EventBridgeClient(client),
    bus: config.BUS,
    source: 'millrace.alerts',
    retry,
  });
  return kinesisBatch({
    parse: parseEnrichedReading,
    work: evaluateReadings({
      currentRules: currentRules({
        // A changed rule is in force everywhere half a minute later.
        read: cachedObjects(
          { client: s3, bucket: config.RULES_BUCKET, now },
          { maxAge: 30_000, capacity: 1, parse: parseRules, absent: { ok: [] } },
        ),
        onRefused: (reason) => {
          count('RulesRefused', 1);
          logger.error('The rules file is refused', { reason });
        },
      }),
      load: loadRecords(states),
      save: saveRecord(states),
      publish: publishBatch({ client: new SNSClient(client), topic: config.ALERT_NOTIFICATIONS_TOPIC, retry }),
      announce,
    }),
    keep: keepSetAside({ s3, bucket: config.SET_ASIDE_BUCKET, by: 'alerts-evaluate', announce, now }),
  });
};
