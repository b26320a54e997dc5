import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { cachedObjects } from '@millrace/shared/runtime/cached-object';
import { clientSettings } from '@millrace/shared/runtime/client-settings';
import { kinesisBatch } from '@millrace/shared/runtime/kinesis-batch';
import { count, logger, observed } from '@millrace/shared/runtime/observability';
import { publishBatch } from '@millrace/shared/runtime/publish-batch';
import { putEvents } from '@millrace/shared/runtime/put-events';
import { keepSetAside } from '@millrace/shared/set-aside/keep-set-aside';
import { readConfig } from './config.ts';
import { currentRules } from './current-rules.ts';
import { evaluateReadings } from './evaluate-readings.ts';
import { loadRecords } from './load-records.ts';
import { parseEnrichedReading } from './parse-enriched-reading.ts';
import { parseRules } from './parse-rules.ts';
import { saveRecord } from './save-record.ts';

const config = readConfig();
const s3 = new S3Client(clientSettings());
const states = { client: new DynamoDBClient(clientSettings()), table: config.ALERT_STATES_TABLE };
const announce = putEvents({
  client: new EventBridgeClient(clientSettings()),
  bus: config.BUS,
  source: 'millrace.alerts',
});

export const handler = observed(
  kinesisBatch({
    parse: parseEnrichedReading,
    work: evaluateReadings({
      currentRules: currentRules({
        // A changed rule is in force everywhere half a minute later.
        read: cachedObjects(
          { client: s3, bucket: config.RULES_BUCKET },
          { maxAge: 30_000, capacity: 1, parse: parseRules, absent: { ok: [] } },
        ),
        onRefused: (reason) => {
          count('RulesRefused', 1);
          logger.error('The rules file is refused', { reason });
        },
      }),
      load: loadRecords(states),
      save: saveRecord(states),
      publish: publishBatch({ client: new SNSClient(clientSettings()), topic: config.ALERT_NOTIFICATIONS_TOPIC }),
      announce,
    }),
    keep: keepSetAside({ s3, bucket: config.SET_ASIDE_BUCKET, by: 'alerts-evaluate', announce }),
  }),
);
