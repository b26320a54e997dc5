import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GlueClient } from '@aws-sdk/client-glue';
import { busEvent } from '@millrace/shared/runtime/bus-event';
import { observed } from '@millrace/shared/runtime/observability';
import { putEvents } from '@millrace/shared/runtime/put-events';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { claimsTable } from '../curations/claims-table.ts';
import { glueRuns } from '../curations/glue-runs.ts';
import { settleRun } from '../curations/settle-run.ts';
import { readConfig } from './config.ts';
import { followRun } from './follow-run.ts';
import { parseJobStateChange } from './job-state-change.ts';

const config = readConfig();
const world = lambdaWorld();
const { read, replace } = claimsTable({
  client: new DynamoDBClient(world.client),
  table: config.CURATIONS_TABLE,
});
const { get } = glueRuns({
  client: new GlueClient(world.client),
  job: config.CURATE_JOB,
  lake: config.LAKE_BUCKET,
});
const announce = putEvents({
  client: new EventBridgeClient(world.client),
  bus: config.BUS,
  source: 'millrace.etl',
  retry: world.retry,
});

export const handler = observed(
  busEvent(parseJobStateChange, followRun({ read, get, settle: settleRun({ replace, announce, now: world.now }) })),
);
