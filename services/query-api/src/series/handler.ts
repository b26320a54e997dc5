import { S3Client } from '@aws-sdk/client-s3';
import { readDevice } from '@millrace/shared/registry/read-device';
import { httpRoute } from '@millrace/shared/runtime/http';
import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { askAthena } from '../athena/ask-athena.ts';
import { answerDeviceQuery } from '../devices/answer-device-query.ts';
import { answerQuery } from '../query/answer-query.ts';
import { readConfig } from './config.ts';
import { measureSeries } from './measure-series.ts';

const config = readConfig();
const world = lambdaWorld();
const ask = askAthena({ workGroup: config.WORK_GROUP, database: config.DATABASE, world });

export const handler = observed(
  httpRoute(
    answerDeviceQuery({
      readDevice: readDevice({ client: new S3Client(world.client), bucket: config.REGISTRY_BUCKET }),
      answer: answerQuery({ ask, now: world.now })(measureSeries),
    }),
  ),
);
