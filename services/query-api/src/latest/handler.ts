import { S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '@millrace/shared/runtime/client-settings';
import { httpRoute } from '@millrace/shared/runtime/http';
import { observed } from '@millrace/shared/runtime/observability';
import { askAthena } from '../athena/ask-athena.ts';
import { answerDeviceQuery } from '../devices/answer-device-query.ts';
import { readDevice } from '../devices/read-device.ts';
import { answerQuery } from '../query/answer-query.ts';
import { readConfig } from './config.ts';
import { latestValues } from './latest-values.ts';

const config = readConfig();
const ask = askAthena({ workGroup: config.WORK_GROUP, database: config.DATABASE });

export const handler = observed(
  httpRoute(
    answerDeviceQuery({
      readDevice: readDevice({ client: new S3Client(clientSettings()), bucket: config.REGISTRY_BUCKET }),
      answer: answerQuery({ ask, now: Date.now })(latestValues),
    }),
  ),
);
