import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '@millrace/shared/runtime/client-settings';
import { observed } from '@millrace/shared/runtime/observability';
import { putEvents } from '@millrace/shared/runtime/put-events';
import { claimsTable } from '../curations/claims-table.ts';
import { glueRuns } from '../curations/glue-runs.ts';
import { landedFingerprint } from '../curations/landed-fingerprint.ts';
import { announceEnd, settleRun } from '../curations/settle-run.ts';
import { advanceCuration } from './advance-curation.ts';
import { readConfig } from './config.ts';
import { startCurations } from './start-curations.ts';

const config = readConfig();
const now = Date.now;
const { read, openPartitions, replace } = claimsTable({
  client: new DynamoDBClient(clientSettings()),
  table: config.CURATIONS_TABLE,
});
const announce = putEvents({
  client: new EventBridgeClient(clientSettings()),
  bus: config.BUS,
  source: 'millrace.etl',
});
const advance = advanceCuration({
  read,
  replace,
  landed: landedFingerprint({ client: new S3Client(clientSettings()), lake: config.LAKE_BUCKET }),
  runs: glueRuns({ client: new GlueClient(clientSettings()), job: config.CURATE_JOB, lake: config.LAKE_BUCKET }),
  settle: settleRun({ replace, announce, now }),
  announceEnd: announceEnd({ replace, announce, now }),
  newToken: randomUUID,
  now,
  rest: config.REST_SECONDS * 1000,
});

export const handler = observed(startCurations({ openPartitions, advance, now }));
