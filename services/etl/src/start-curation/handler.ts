import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { observed } from '@millrace/shared/runtime/observability';
import { putEvents } from '@millrace/shared/runtime/put-events';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { claimsTable } from '../curations/claims-table.ts';
import { glueRuns } from '../curations/glue-runs.ts';
import { landedFingerprint } from '../curations/landed-fingerprint.ts';
import { announceEnd, settleRun } from '../curations/settle-run.ts';
import { advanceCuration } from './advance-curation.ts';
import { readConfig } from './config.ts';
import { startCurations } from './start-curations.ts';

const config = readConfig();
const { client, now, retry } = lambdaWorld();
const { read, openPartitions, replace } = claimsTable({
  client: new DynamoDBClient(client),
  table: config.CURATIONS_TABLE,
});
const announce = putEvents({
  client: new EventBridgeClient(client),
  bus: config.BUS,
  source: 'millrace.etl',
  retry,
});
const advance = advanceCuration({
  read,
  replace,
  landed: landedFingerprint({ client: new S3Client(client), lake: config.LAKE_BUCKET }),
  runs: glueRuns({ client: new GlueClient(client), job: config.CURATE_JOB, lake: config.LAKE_BUCKET }),
  settle: settleRun({ replace, announce, now }),
  announceEnd: announceEnd({ replace, announce, now }),
  newToken: randomUUID,
  now,
  rest: config.REST_SECONDS * 1000,
});

export const handler = observed(startCurations({ openPartitions, advance, now }));
