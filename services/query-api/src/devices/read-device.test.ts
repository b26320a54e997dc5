import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { registryShardOf } from '@millrace/shared/contracts/lane';
import { readDevice } from './read-device.ts';

const version = { validFrom: 0, tenant: 'ward-a', type: 'monitor', site: 'ward-3', labels: {} };

/** A registry that holds the given objects; `paths` are those that were read. */
const aRegistry = (objects: Record<string, string>) => {
  const paths: string[] = [];
  const client = new S3Client({
    region: 'eu-central-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: async ({ path }: { path: string }) => {
        paths.push(path);
        const object = objects[path];
        const body = object ?? '<Error><Code>NoSuchKey</Code></Error>';
        const statusCode = object === undefined ? 404 : 200;
        return { response: { statusCode, headers: {}, body: Readable.from([Buffer.from(body)]) } };
      },
    },
  });
  return { paths, read: readDevice({ client, bucket: 'registry' }) };
};

const path = `/registry/devices/${registryShardOf('monitor-01')}.json`;

test('a device is read from its shard, which is read once', async () => {
  const { paths, read } = aRegistry({ [path]: JSON.stringify({ devices: { 'monitor-01': [version] } }) });
  expect(await read('monitor-01')).toEqual([version]);
  expect(await read('monitor-01')).toEqual([version]);
  expect(paths).toEqual([path]);
});

test('a device without a shard, or not in it, has no versions', async () => {
  expect(await aRegistry({}).read('monitor-01')).toEqual([]);
  expect(await aRegistry({ [path]: '{"devices":{}}' }).read('monitor-01')).toEqual([]);
});

test('a shard that breaks its contract is an error, not an unknown device', async () => {
  await expect(aRegistry({ [path]: '{"devices":{"monitor-01":[]}}' }).read('monitor-01')).rejects.toThrow('contract');
});
