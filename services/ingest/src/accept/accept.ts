import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { kinesisBatch } from '@millrace/shared/runtime/kinesis-batch';
import { putAggregated } from '@millrace/shared/runtime/put-aggregated';
import { putEvents } from '@millrace/shared/runtime/put-events';
import type { World } from '@millrace/shared/runtime/world';
import { keepSetAside } from '@millrace/shared/set-aside/keep-set-aside';
import { acceptReading } from './accept-reading.ts';
import { acceptReadings } from './accept-readings.ts';
import { asSent } from './as-sent.ts';
import type { Config } from './config.ts';

/** Wires the function. */
export const accept = (config: Config, { client, now, retry }: World) => {
  const announce = putEvents({
    client: new EventBridgeClient(client),
    bus: config.BUS,
    source: 'millrace.ingest',
    retry,
  });
  const keep = keepSetAside({
    s3: new S3Client(client),
    bucket: config.SET_ASIDE_BUCKET,
    by: 'ingest-accept',
    announce,
    now,
  });
  return kinesisBatch({
    parse: acceptReading(config),
    work: acceptReadings({
      put: putAggregated({ client: new KinesisClient(client), stream: config.ACCEPTED_READINGS_STREAM, retry }),
    }),
    keep: (bad) => keep(bad.map(asSent)),
  });
};
