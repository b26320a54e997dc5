import { KinesisClient } from '@aws-sdk/client-kinesis';
import { httpRoute } from '@millrace/shared/runtime/http';
import { putAggregated } from '@millrace/shared/runtime/put-aggregated';
import type { World } from '@millrace/shared/runtime/world';
import type { Config } from './config.ts';
import { receiveReadings } from './receive-readings.ts';

/** Wires the function. */
export const receive = (config: Config, { client, retry }: World) =>
  httpRoute(
    receiveReadings({
      put: putAggregated({ client: new KinesisClient(client), stream: config.RAW_READINGS_STREAM, retry }),
    }),
  );
