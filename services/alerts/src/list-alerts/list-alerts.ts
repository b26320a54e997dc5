import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { httpRoute } from '@millrace/shared/runtime/http';
import type { World } from '@millrace/shared/runtime/world';
import { alertingDevices } from '../devices/alerting-devices.ts';
import { devices } from '../devices/device-record.ts';
import { endsOf } from '../history/read-changes.ts';
import { loadRecords } from '../records/load-records.ts';
import { answerAlerts } from './answer-alerts.ts';
import type { Config } from './config.ts';
import { openAlerts } from './open-alerts.ts';

/** Wires the function. */
export const listAlerts = (config: Config, { client, now, retry }: World) => {
  const dynamoDb = new DynamoDBClient(client);
  const states = { client: dynamoDb, table: config.ALERT_STATES_TABLE, retry };
  return httpRoute(
    answerAlerts({
      openAlerts: openAlerts({ alertingDevices: alertingDevices(states), load: loadRecords(states, devices) }),
      endsOf: endsOf({ client: dynamoDb, table: config.ALERT_HISTORY_TABLE }),
      now,
    }),
  );
};
