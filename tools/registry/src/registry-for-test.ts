import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import type { DeviceType } from '@millrace/shared/contracts/device-registry';
import { openRegistry } from '@millrace/shared/registry/open-registry';
import { aDeviceType } from '@millrace/shared/testing/a-registry';
import { createS3 } from '../../../sandbox/src/aws/s3/s3.ts';
import { virtualClock } from '../../../sandbox/src/clock.ts';
import type { AwsRequest, AwsService } from '../../../sandbox/src/wire/aws-service.ts';
import { inProcess } from '../../../sandbox/src/wire/in-process.ts';
import { exportDevices } from './export-devices.ts';
import { type ImportOutcome, importRegistry } from './import-registry.ts';
import type { Mode } from './merge-versions.ts';
import { readDevicesCsv } from './read-devices-csv.ts';
import { registryStore } from './registry-store.ts';

const bucket = 'registry';

/** An empty registry in the sandbox's S3, with what an operator does to it and what a reader sees of it. */
export const registryForTest = () => {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-registry-'));
  const clock = virtualClock();
  const s3 = createS3({ clock, directory: join(directory, 's3'), emit: () => {} });
  s3.createBucket({ name: bucket });
  const asked: string[] = [];
  let intercept: (request: AwsRequest, service: AwsService) => ReturnType<AwsService> = (request, service) =>
    service(request);
  const client = new S3Client({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: inProcess((request) => {
      asked.push(`${request.method} ${request.path.slice(1).replace(/-[0-9a-f]{32}/, '')}`);
      return intercept(request, s3.service);
    }),
  });
  const store = registryStore({ client, bucket });

  return {
    ...{ s3, bucket, clock, store },
    /** Requests since the last time, without digests. */
    asked: () => asked.splice(0),
    /** Stands between the client and S3. */
    intercept: (by: typeof intercept) => {
      intercept = by;
    },
    import: (
      csv: string | readonly string[],
      options: { mode?: Mode; dryRun?: boolean; types?: readonly DeviceType[] } = {},
    ): Promise<ImportOutcome> =>
      importRegistry({ store, now: clock.now })({
        rows: readDevicesCsv(Readable.from([typeof csv === 'string' ? csv : `${csv.join('\n')}\n`])),
        types: [aDeviceType()],
        mode: 'merge',
        ...options,
      }),
    /** What readers find, without anything that they had cached. */
    versionsOf: async (deviceId: string) => {
      const snapshot = await openRegistry({ client, bucket, maxAge: 0, maxBytes: 1e6, now: clock.now })();
      return (await snapshot.versionsOf([deviceId])).get(deviceId);
    },
    export: async (): Promise<string> => (await collect(exportDevices(store))).join(''),
    keys: async (prefix = ''): Promise<string[]> => (await s3.listObjects({ bucket, prefix })).map(({ key }) => key),
    remove: () => rmSync(directory, { recursive: true }),
  };
};

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};
