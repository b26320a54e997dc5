import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { readDevice } from '@millrace/shared/registry/read-device';
import { httpRoute } from '@millrace/shared/runtime/http';
import type { World } from '@millrace/shared/runtime/world';
import { describeDevice } from '../devices/describe-device.ts';
import { devices } from '../devices/device-record.ts';
import { loadRecords } from '../records/load-records.ts';
import { rulesIn } from '../rules/rules-in.ts';
import { answerDeviceRules } from './answer-device-rules.ts';
import type { Config } from './config.ts';

/** Wires the function. */
export const listDeviceRules = (config: Config, { client, now, retry }: World) => {
  const s3 = new S3Client(client);
  const states = { client: new DynamoDBClient(client), table: config.ALERT_STATES_TABLE, retry };
  return httpRoute(
    answerDeviceRules({
      load: loadRecords(states, devices),
      describe: describeDevice({ readDevice: readDevice({ client: s3, bucket: config.REGISTRY_BUCKET, now }), now }),
      currentRules: rulesIn({ client: s3, bucket: config.RULES_BUCKET, now }),
    }),
  );
};
