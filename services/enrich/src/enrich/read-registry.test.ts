import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import type { DeviceType, DeviceVersion } from '@millrace/shared/contracts/device-registry';
import { registryShardOf } from '@millrace/shared/contracts/lane';
import { readRegistry } from './read-registry.ts';

type Objects = Record<string, unknown>;
type Request = { path: string; headers: Record<string, string> };

/** A bucket behind the real S3 client: it answers GetObject, with ETags, and keeps what was asked. */
const aBucket = (objects: Objects) => {
  const asked: string[] = [];
  const answer = ({ path, headers }: Request) => {
    const key = path.slice(1);
    const found = key in objects ? JSON.stringify(objects[key]) : undefined;
    const etag = `"${hash('md5', found ?? '')}"`;
    const unchanged = headers['if-none-match'] === etag;
    asked.push(`${unchanged ? '304 ' : ''}${key}`);
    if (found === undefined) return { statusCode: 404, headers: {}, text: '<Error><Code>NoSuchKey</Code></Error>' };
    return unchanged ? { statusCode: 304, headers: {}, text: '' } : { statusCode: 200, headers: { etag }, text: found };
  };
  const client = new S3Client({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: async (request: Request) => {
        const { text, ...response } = answer(request);
        return { response: { ...response, body: Readable.from([Buffer.from(text)]) } };
      },
    },
  });
  return { client, asked: () => asked.splice(0) };
};

const aVersion = (given: Partial<DeviceVersion> = {}): DeviceVersion => ({
  validFrom: 0,
  tenant: 'ward-a',
  type: 'bedside-monitor',
  site: 'ward-3',
  labels: {},
  ...given,
});
const aType: DeviceType = { name: 'bedside-monitor', measures: {}, unknownMeasures: 'pass' };
const shardKey = (deviceId: string) => `devices/${registryShardOf(deviceId)}.json`;
const types = { 'device-types.json': { types: [aType] } };

const aRegistry = (objects: Objects, shardsInMemory = 10) => {
  const bucket = aBucket(objects);
  let time = 0;
  const read = readRegistry({
    client: bucket.client,
    bucket: 'registry',
    maxAge: 1000,
    shardsInMemory,
    now: () => time,
  });
  return {
    read: (...deviceIds: string[]) => read(new Set(deviceIds)),
    asked: bucket.asked,
    wait: (milliseconds: number) => {
      time += milliseconds;
    },
  };
};

test('devices are found in their shards, beside the types of all', async () => {
  const { read, asked } = aRegistry({
    ...types,
    [shardKey('monitor-01')]: { devices: { 'monitor-01': [aVersion()], 'other-99': [aVersion()] } },
    [shardKey('monitor-02')]: { devices: { 'monitor-02': [aVersion({ site: 'ward-4' })] } },
  });
  const registry = await read('monitor-01', 'monitor-02');
  expect([...registry.devices]).toEqual([
    ['monitor-01', [aVersion()]],
    ['monitor-02', [aVersion({ site: 'ward-4' })]],
  ]);
  expect([...registry.types]).toEqual([['bedside-monitor', aType]]);
  expect(asked().sort()).toEqual(['device-types.json', shardKey('monitor-01'), shardKey('monitor-02')].sort());
});

test('two devices of one shard cost one request', async () => {
  const shard = registryShardOf('monitor-01');
  const neighbour = Array.from({ length: 5000 }, (_, index) => `d-${index}`).find(
    (id) => registryShardOf(id) === shard,
  );
  const { read, asked } = aRegistry({ ...types, [shardKey('monitor-01')]: { devices: {} } });
  await read('monitor-01', neighbour ?? '');
  expect(asked()).toEqual(['device-types.json', shardKey('monitor-01')]);
});

test('S3 is not asked again before the maximum age, and then only whether something changed', async () => {
  const objects: Objects = { ...types, [shardKey('monitor-01')]: { devices: { 'monitor-01': [aVersion()] } } };
  const { read, asked, wait } = aRegistry(objects);
  await read('monitor-01');
  asked();
  wait(999);
  await read('monitor-01');
  expect(asked()).toEqual([]);
  wait(1);
  expect((await read('monitor-01')).devices.get('monitor-01')?.[0]?.site).toBe('ward-3');
  expect(asked()).toEqual(['304 device-types.json', `304 ${shardKey('monitor-01')}`]);
  objects[shardKey('monitor-01')] = { devices: { 'monitor-01': [aVersion({ site: 'intensive-care' })] } };
  wait(1000);
  expect((await read('monitor-01')).devices.get('monitor-01')?.[0]?.site).toBe('intensive-care');
});

test('a shard that is absent holds no devices, and that is remembered as well', async () => {
  const objects: Objects = { ...types };
  const { read, asked, wait } = aRegistry(objects);
  expect((await read('monitor-01')).devices.size).toBe(0);
  asked();
  await read('monitor-01');
  expect(asked()).toEqual([]);
  objects[shardKey('monitor-01')] = { devices: { 'monitor-01': [aVersion()] } };
  wait(1000);
  expect((await read('monitor-01')).devices.size).toBe(1);
});

test('only so many shards stay in memory, but a batch gets all that it needs', async () => {
  const ids = ['monitor-01', 'monitor-02', 'monitor-03'];
  const shards = ids.map((id) => [shardKey(id), { devices: { [id]: [aVersion()] } }]);
  const { read, asked } = aRegistry({ ...types, ...Object.fromEntries(shards) }, 2);
  expect((await read(...ids)).devices.size).toBe(3);
  asked();
  await read('monitor-03');
  await read('monitor-02');
  expect(asked()).toEqual([]);
  await read('monitor-01');
  expect(asked()).toEqual([shardKey('monitor-01')]);
});

test('versions are ordered, whatever their order in the shard', async () => {
  const versions = [aVersion({ validFrom: 20 }), aVersion({ validFrom: 10 })];
  const { read } = aRegistry({ ...types, [shardKey('monitor-01')]: { devices: { 'monitor-01': versions } } });
  const { devices } = await read('monitor-01');
  expect(devices.get('monitor-01')?.map(({ validFrom }) => validFrom)).toEqual([10, 20]);
});

test('a device called like a property of every object is not in the registry', async () => {
  const { read } = aRegistry({ ...types, [shardKey('constructor')]: { devices: {} } });
  expect((await read('constructor')).devices.size).toBe(0);
});

test('a registry that breaks its contract is no empty registry: it throws', async () => {
  const broken = { devices: { 'monitor-01': [{ ...aVersion(), tenant: 'No Tenant' }] } };
  const { read } = aRegistry({ ...types, [shardKey('monitor-01')]: broken });
  await expect(read('monitor-01')).rejects.toThrow(
    'The registry breaks its contract: /devices/monitor-01/0/tenant must match pattern',
  );
});
