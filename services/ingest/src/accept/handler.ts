import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '@millrace/shared/runtime/client-settings';
import { kinesisBatch } from '@millrace/shared/runtime/kinesis-batch';
import { observed } from '@millrace/shared/runtime/observability';
import { putAggregated } from '@millrace/shared/runtime/put-aggregated';
import { putEvents } from '@millrace/shared/runtime/put-events';
import { keepSetAside } from '@millrace/shared/set-aside/keep-set-aside';
import { acceptReading } from './accept-reading.ts';
import { acceptReadings } from './accept-readings.ts';
import { readConfig } from './config.ts';

const config = readConfig();
const announce = putEvents({
  client: new EventBridgeClient(clientSettings()),
  bus: config.BUS,
  source: 'millrace.ingest',
});

export const handler = observed(
  kinesisBatch({
    parse: acceptReading,
    work: acceptReadings({
      put: putAggregated({ client: new KinesisClient(clientSettings()), stream: config.ACCEPTED_READINGS_STREAM }),
    }),
    keep: keepSetAside({
      s3: new S3Client(clientSettings()),
      bucket: config.SET_ASIDE_BUCKET,
      by: 'ingest-accept',
      announce,
    }),
  }),
);
