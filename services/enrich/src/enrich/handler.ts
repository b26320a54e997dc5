import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { TimestreamWriteClient } from '@aws-sdk/client-timestream-write';
import { clientSettings } from '@millrace/shared/runtime/client-settings';
import { kinesisBatch } from '@millrace/shared/runtime/kinesis-batch';
import { observed } from '@millrace/shared/runtime/observability';
import { putAggregated } from '@millrace/shared/runtime/put-aggregated';
import { putEvents } from '@millrace/shared/runtime/put-events';
import { writeRecords } from '@millrace/shared/runtime/write-records';
import { keepSetAside } from '@millrace/shared/set-aside/keep-set-aside';
import { announceUnknownDevices } from './announce-unknown-devices.ts';
import { readConfig } from './config.ts';
import { enrichReadings } from './enrich-readings.ts';
import { parseAcceptedReading } from './parse-accepted-reading.ts';
import { readRegistry } from './read-registry.ts';
import { saveNowhere, saveReadings } from './save-readings.ts';

const config = readConfig();
const s3 = new S3Client(clientSettings());
const announce = putEvents({
  client: new EventBridgeClient(clientSettings()),
  bus: config.BUS,
  source: 'millrace.enrich',
});
const write = writeRecords({
  client: new TimestreamWriteClient(clientSettings()),
  database: config.HOT_STORE_DATABASE,
  table: config.HOT_STORE_TABLE,
});

export const handler = observed(
  kinesisBatch({
    parse: parseAcceptedReading,
    work: enrichReadings({
      readRegistry: readRegistry({
        client: s3,
        bucket: config.REGISTRY_BUCKET,
        maxAge: config.REGISTRY_MAX_AGE_SECONDS * 1000,
        shardsInMemory: config.REGISTRY_SHARDS_IN_MEMORY,
      }),
      save: { timestream: saveReadings({ write }), none: saveNowhere }[config.HOT_STORE],
      put: putAggregated({ client: new KinesisClient(clientSettings()), stream: config.ENRICHED_READINGS_STREAM }),
      announceUnknown: announceUnknownDevices({ announce }),
    }),
    keep: keepSetAside({ s3, bucket: config.SET_ASIDE_BUCKET, by: 'enrich-enrich', announce }),
  }),
);
