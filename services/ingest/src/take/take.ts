import { KinesisClient } from '@aws-sdk/client-kinesis';
import { putAggregated } from '@millrace/shared/runtime/put-aggregated';
import type { World } from '@millrace/shared/runtime/world';
import type { TakeConfig } from './config.ts';
import { takeReadings } from './take-readings.ts';

export type Take = ReturnType<typeof takeReadings>;

/** Wires the taking of readings, for every function that does. */
export const take = (config: TakeConfig, { client, now, retry }: World): Take =>
  takeReadings({
    put: putAggregated({ client: new KinesisClient(client), stream: config.RAW_READINGS_STREAM, retry }),
    now,
    limits: config,
  });
