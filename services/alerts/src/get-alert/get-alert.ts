import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { httpRoute } from '@millrace/shared/runtime/http';
import type { World } from '@millrace/shared/runtime/world';
import { findAlert } from '../api/find-alert.ts';
import { devices } from '../devices/device-record.ts';
import { changesOf, lastChange } from '../history/read-changes.ts';
import { loadRecords } from '../records/load-records.ts';
import { answerAlert } from './answer-alert.ts';
import type { Config } from './config.ts';

/** Wires the function. */
export const getAlert = (config: Config, { client, now, retry }: World) => {
  const dynamoDb = new DynamoDBClient(client);
  const history = { client: dynamoDb, table: config.ALERT_HISTORY_TABLE };
  return httpRoute(
    answerAlert({
      load: loadRecords({ client: dynamoDb, table: config.ALERT_STATES_TABLE, retry }, devices),
      find: findAlert({ lastChange: lastChange(history) }),
      changesOf: changesOf(history),
      now,
    }),
  );
};
