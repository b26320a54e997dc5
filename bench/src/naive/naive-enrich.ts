import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { TimestreamWriteClient, WriteRecordsCommand } from '@aws-sdk/client-timestream-write';
import type { AcceptedReading } from '@millrace/shared/contracts/accepted-reading';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { MeasureValue } from '@millrace/shared/contracts/reading';
import { openRegistry } from '@millrace/shared/registry/open-registry';
import { inBatches } from '@millrace/shared/runtime/batches';
import { recordsBody, type TimestreamRow } from '@millrace/shared/runtime/records-body';
import { withBody } from '@millrace/shared/runtime/with-body';
import type { World } from '@millrace/shared/runtime/world';
import type { KinesisStreamEvent } from 'aws-lambda';
import { deviceAsOf } from '../../../services/enrich/src/enrich/device-as-of.ts';
import { enrichReading } from '../../../services/enrich/src/enrich/enrich-reading.ts';
import { readRegistry } from '../../../services/enrich/src/enrich/read-registry.ts';
import { putPacked } from './put-packed.ts';
import { readAggregate } from './read-aggregate.ts';

type Config = {
  ENRICHED_READINGS_STREAM: string;
  REGISTRY_BUCKET: string;
  HOT_STORE_DATABASE: string;
  HOT_STORE_TABLE: string;
};

/**
 * What enrich does for its user, and nothing for the day when something goes wrong: accepted readings are taken at their
 * word, rows have no id and no digest in their time, what cannot be enriched is dropped, a refusal of the store throws, and
 * nobody looks at what the stream answers.
 */
export const naiveEnrich = (config: Config, { client, now }: World) => {
  const kinesis = new KinesisClient(client);
  const timestream = new TimestreamWriteClient(client);
  const registryOf = readRegistry({
    open: openRegistry({
      client: new S3Client(client),
      bucket: config.REGISTRY_BUCKET,
      maxAge: 60_000,
      maxBytes: 256 * 1024 * 1024,
      now,
    }),
  });
  const write = async (rows: TimestreamRow[]): Promise<void> => {
    const { HOT_STORE_DATABASE: database, HOT_STORE_TABLE: table } = config;
    const command = new WriteRecordsCommand({ DatabaseName: database, TableName: table, Records: [] });
    await timestream.send(withBody(command, recordsBody(database, table, rows)));
  };
  return async ({ Records }: KinesisStreamEvent): Promise<void> => {
    const accepted = Records.flatMap(({ kinesis: { data } }) =>
      readAggregate(Buffer.from(data, 'base64')).map((record): AcceptedReading => JSON.parse(record.data.toString())),
    );
    const registry = await registryOf(new Set(accepted.map(({ reading }) => reading.deviceId)));
    const enriched = accepted.flatMap((each) => {
      const device = deviceAsOf(registry, each.reading.deviceId, each.time);
      const result = 'ok' in device ? enrichReading(each, device.ok) : device;
      return 'ok' in result ? [result.ok] : [];
    });
    const byDevice = enriched.toSorted((a, b) => (a.deviceId < b.deviceId ? -1 : Number(a.deviceId > b.deviceId)));
    await Promise.all(inBatches(byDevice.map(toRow), { count: 100 }).map(write));
    const records = enriched.map((each) => ({
      partitionKey: each.deviceId,
      data: Buffer.from(JSON.stringify(each)),
    }));
    await putPacked(kinesis, config.ENRICHED_READINGS_STREAM, records);
  };
};

const toRow = ({ tenant, deviceType, site, deviceId, time, receivedAt, measures }: EnrichedReading): TimestreamRow => {
  const values: string[] = [];
  for (const name in measures) values.push(measure(name, measures[name]?.value ?? ''));
  return {
    measureName: deviceType,
    dimensions: [
      dimension('tenant', tenant),
      dimension('device_type', deviceType),
      dimension('site', site),
      dimension('device_id', deviceId),
    ],
    measureValues: `[${values.join(',')}]`,
    time: BigInt(time) * 1_000_000n,
    version: receivedAt,
  };
};

const dimension = (name: string, value: string): string => `{"Name":"${name}","Value":${JSON.stringify(value)}}`;

const measure = (name: string, value: MeasureValue): string =>
  typeof value === 'number'
    ? `{"Name":"${name}","Value":"${value}","Type":"DOUBLE"}`
    : `{"Name":"${name}","Value":${JSON.stringify(String(value))},"Type":"VARCHAR"}`;
