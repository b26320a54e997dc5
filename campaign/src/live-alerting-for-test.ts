import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { type AlertRules, rulesKey } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { readEnvironment } from '@millrace/shared/runtime/environment';
import { defaultRetry } from '@millrace/shared/runtime/retry';
import type { World } from '@millrace/shared/runtime/world';
import { aKinesisEvent } from '@millrace/shared/testing/a-kinesis-event';
import { region } from '../../sandbox/src/aws/account.ts';
import { createDynamoDb } from '../../sandbox/src/aws/dynamodb.ts';
import { createEventBridge } from '../../sandbox/src/aws/eventbridge/eventbridge.ts';
import { createS3 } from '../../sandbox/src/aws/s3/s3.ts';
import { createSns } from '../../sandbox/src/aws/sns/sns.ts';
import { readPackages } from '../../sandbox/src/deploy/read-packages.ts';
import { resolveTemplate } from '../../sandbox/src/deploy/resolve-template.ts';
import { routeToService } from '../../sandbox/src/gateway/route-to-service.ts';
import { inProcess } from '../../sandbox/src/wire/in-process.ts';
import { environment as evaluateEnvironment } from '../../services/alerts/src/evaluate/config.ts';
import { evaluate } from '../../services/alerts/src/evaluate/evaluate.ts';
import { fromItem } from '../../services/alerts/src/history/change-item.ts';
import { slots } from '../../services/alerts/src/records/stored-as.ts';
import { environment as wakeEnvironment } from '../../services/alerts/src/wake/config.ts';
import { wake } from '../../services/alerts/src/wake/wake.ts';

/** The functions of alerting as they are wired and declared, on emulators in this process, with a clock that is set by hand. */
export const liveAlerting = async (rules: AlertRules) => {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-alerting-'));
  let time = 0;
  const clock = { now: () => time, after: () => () => {} };
  const nobody = async (): Promise<void> => {};
  const dynamoDb = createDynamoDb();
  const events = createEventBridge({ clock, deliver: nobody, deadLetter: nobody });
  const s3 = createS3({ clock, directory: join(directory, 's3'), emit: events.emit });
  const sns = createSns({ clock, deliver: nobody, deadLetter: nobody, post: async () => 200, endpoint: () => '' });
  const services = { dynamodb: dynamoDb.service, events: events.service, s3: s3.service, sns: sns.service };

  const resources = readPackages(join(import.meta.dirname, '../..'))
    .filter(({ service }) => service === 'platform' || service === 'alerts')
    .flatMap(({ template }) => resolveTemplate(template, (name) => name));
  const ofType = (type: string) => resources.filter((each) => each.type === type);
  for (const { properties } of ofType('AWS::DynamoDB::Table')) await dynamoDb.createTable(properties as never);
  for (const { properties } of ofType('AWS::SNS::Topic')) sns.createTopic({ name: properties.TopicName });
  for (const { properties } of ofType('AWS::Events::EventBus')) events.createEventBus({ name: properties.Name });
  for (const { identity } of ofType('AWS::S3::Bucket')) s3.createBucket({ name: identity.ref });
  const variablesOf = (ending: string): Record<string, string> =>
    ofType('AWS::Lambda::Function').find(({ identity }) => identity.ref.endsWith(ending))?.properties.Environment
      .Variables;

  const world: World = {
    client: {
      maxAttempts: 1,
      endpoint: 'http://localhost',
      region,
      credentials: { accessKeyId: 'live', secretAccessKey: 'live' },
      requestHandler: inProcess(routeToService(services, {})) as never,
    },
    now: clock.now,
    retry: { ...defaultRetry, pause: nobody },
  };
  const evaluateConfig = readEnvironment(evaluateEnvironment, variablesOf('-evaluate'));
  const wakeConfig = readEnvironment(wakeEnvironment, variablesOf('-wake'));
  await s3.putObject({ bucket: wakeConfig.RULES_BUCKET, key: rulesKey, body: JSON.stringify(rules) });
  const evaluateBatch = evaluate(evaluateConfig, world);
  const wakeOnce = wake(wakeConfig, world);
  const client = new DynamoDBClient(world.client);
  const every = wakeConfig.PASS_SECONDS * 1000;
  let nextLook: number | undefined;

  /** Lets the time come to `to`, looking at the timers on the way as often as is deployed. */
  const passTo = async (to: number): Promise<void> => {
    nextLook ??= Math.ceil(to / every) * every;
    for (; nextLook <= to; nextLook += every) {
      time = nextLook;
      await wakeOnce({ slots: slots.join('') }, { getRemainingTimeInMillis: () => 0 });
    }
    time = to;
  };

  return {
    passTo,
    /** Delivers a batch, and answers how many of its records have to come again. */
    async deliver(readings: readonly EnrichedReading[]): Promise<number> {
      const { batchItemFailures } = await evaluateBatch(aKinesisEvent(readings.map((each) => JSON.stringify(each))));
      return batchItemFailures.length;
    },
    /** Every change that was kept. */
    async history(): Promise<AlertNotification[]> {
      const changes: AlertNotification[] = [];
      for await (const { Items = [] } of paginateScan({ client }, { TableName: wakeConfig.ALERT_HISTORY_TABLE }))
        changes.push(...Items.map(fromItem));
      return changes;
    },
    /** What subscribers of the topic were sent of late, a thousand messages at most. */
    published: (): AlertNotification[] => sns.outbox().map(({ body }) => JSON.parse(body)),
    async close(): Promise<void> {
      await dynamoDb.close();
      rmSync(directory, { recursive: true });
    },
  };
};
