import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import type { Environment } from '@millrace/shared/runtime/environment';
import { publishBatch } from '@millrace/shared/runtime/publish-batch';
import { putEvents } from '@millrace/shared/runtime/put-events';
import type { World } from '@millrace/shared/runtime/world';
import type { alertingEnvironment } from './alerting-environment.ts';
import { devices } from './devices/device-record.ts';
import { groups } from './groups/group.ts';
import { joinGroups } from './groups/join-groups.ts';
import { keepChanges } from './history/keep-changes.ts';
import { sendOnce } from './outbox/send-once.ts';
import { sendOutbox } from './outbox/send-outbox.ts';
import { loadRecords } from './records/load-records.ts';
import { saveRecord } from './records/save-record.ts';
import type { Kind } from './records/stored-as.ts';
import { rulesIn } from './rules/rules-in.ts';

/** What every function has that may change an alert: rules, what is kept, and whom to tell. */
export const wireAlerting = (config: Environment<typeof alertingEnvironment>, { client, now, retry }: World) => {
  const dynamoDb = new DynamoDBClient(client);
  const s3 = new S3Client(client);
  const states = { client: dynamoDb, table: config.ALERT_STATES_TABLE, retry };
  const announce = putEvents({
    ...{ client: new EventBridgeClient(client), bus: config.BUS, source: 'millrace.alerts', retry },
  });
  const storing = <State>(kind: Kind<State>) => ({ load: loadRecords(states, kind), save: saveRecord(states, kind) });
  const sending = {
    publish: publishBatch({ client: new SNSClient(client), topic: config.ALERT_NOTIFICATIONS_TOPIC, retry }),
    announce,
    keep: keepChanges({ client: dynamoDb, table: config.ALERT_HISTORY_TABLE, retry }),
  };
  const nowhere = async () => [];
  const ofGroups = { ...storing(groups), send: sendOnce(sendOutbox({ ...sending, join: nowhere })) };
  const send = sendOnce(sendOutbox({ ...sending, join: joinGroups({ ...ofGroups, now }) }));
  return {
    dynamoDb,
    s3,
    announce,
    devices: { ...storing(devices), send },
    groups: ofGroups,
    currentRules: rulesIn({ client: s3, bucket: config.RULES_BUCKET, now }),
  };
};
