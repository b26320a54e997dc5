import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { TimestreamWriteClient } from '@aws-sdk/client-timestream-write';
import { openRegistry } from '@millrace/shared/registry/open-registry';
import { kinesisBatch } from '@millrace/shared/runtime/kinesis-batch';
import { markerObjects } from '@millrace/shared/runtime/marker-objects';
import { putAggregated } from '@millrace/shared/runtime/put-aggregated';
import { putEvents } from '@millrace/shared/runtime/put-events';
import type { World } from '@millrace/shared/runtime/world';
import { writeRecords } from '@millrace/shared/runtime/write-records';
import { keepSetAside } from '@millrace/shared/set-aside/keep-set-aside';
import { announceUnknownDevices } from './announce-unknown-devices.ts';
import type { Config } from './config.ts';
import { enrichReadings } from './enrich-readings.ts';
import { parseAcceptedReading } from './parse-accepted-reading.ts';
import { readRegistry } from './read-registry.ts';
import { saveNowhere, saveReadings } from './save-readings.ts';

/** Wires the function. */
export const enrich = (config: Config, { client, now, retry }: World) => {
  const s3 = new S3Client(client);
  const registry = { client: s3, bucket: config.REGISTRY_BUCKET };
  const announce = putEvents({
    client: new EventBridgeClient(client),
    bus: config.BUS,
    source: 'millrace.enrich',
    retry,
  });
  const write = writeRecords({
    client: new TimestreamWriteClient(client),
    database: config.HOT_STORE_DATABASE,
    table: config.HOT_STORE_TABLE,
  });
  return kinesisBatch({
    parse: parseAcceptedReading,
    work: enrichReadings({
      readRegistry: readRegistry({
        open: openRegistry({
          ...registry,
          maxAge: config.REGISTRY_MAX_AGE_SECONDS * 1000,
          maxBytes: config.REGISTRY_MEGABYTES_IN_MEMORY * 1024 * 1024,
          now,
        }),
      }),
      save: { timestream: saveReadings({ write }), none: saveNowhere }[config.HOT_STORE],
      put: putAggregated({ client: new KinesisClient(client), stream: config.ENRICHED_READINGS_STREAM, retry }),
      announceUnknown: announceUnknownDevices({ announce, markers: markerObjects(registry), now }),
    }),
    keep: keepSetAside({ s3, bucket: config.SET_ASIDE_BUCKET, by: 'enrich-enrich', announce, now }),
  });
};
