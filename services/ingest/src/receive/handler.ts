import { KinesisClient } from '@aws-sdk/client-kinesis';
import { clientSettings } from '@millrace/shared/runtime/client-settings';
import { httpRoute } from '@millrace/shared/runtime/http';
import { observed } from '@millrace/shared/runtime/observability';
import { putAggregated } from '@millrace/shared/runtime/put-aggregated';
import { readConfig } from './config.ts';
import { receiveReadings } from './receive-readings.ts';

const config = readConfig();
const put = putAggregated({ client: new KinesisClient(clientSettings()), stream: config.RAW_READINGS_STREAM });

export const handler = observed(httpRoute(receiveReadings({ put })));
