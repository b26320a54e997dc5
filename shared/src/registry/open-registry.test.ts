import type { DeviceVersion } from '../contracts/device-registry.ts';
import { registryShardOf } from '../contracts/lane.ts';
import { aBucket } from '../testing/a-bucket.ts';
import { aDeviceType, aDeviceVersion, aRegistry } from '../testing/a-registry.ts';
import { openRegistry } from './open-registry.ts';

type Devices = Record<string, DeviceVersion[]>;

/** A registry in a bucket, opened; what was published can be replaced. */
const anOpenRegistry = (objects: Record<string, string>, { maxBytes = 1_000_000 } = {}) => {
  const bucket = aBucket(objects);
  let time = 0;
  const open = openRegistry({ ...bucket, maxAge: 1000, maxBytes, now: () => time });
  return {
    ...{ open, bucket },
    /** Keys that were asked for, shards by their name. */
    asked: () => bucket.asked().map((each) => each.replace(/-[0-9a-f]{32}/, '')),
    publish: (devices: Devices, options = {}) => {
      for (const [key, body] of Object.entries(aRegistry(devices, options))) bucket.objects.set(key, body);
    },
    wait: (milliseconds: number) => {
      time += milliseconds;
    },
  };
};
const at = (site: string) => [aDeviceVersion({ site })];
const sites = async (opened: ReturnType<typeof anOpenRegistry>, ...ids: string[]) => {
  const devices = await (await opened.open()).versionsOf(ids);
  return ids.map((id) => devices.get(id)?.[0]?.site);
};
const shardOf = (deviceId: string) => `GET devices/${registryShardOf(deviceId)}.ndjson`;

/** Another id in the same shard. */
const neighbourOf = (deviceId: string): string =>
  Array.from({ length: 5000 }, (_, index) => `d-${index}`).find(
    (id) => registryShardOf(id) === registryShardOf(deviceId),
  ) ?? '';

test('devices are found in their shards, beside the types of all', async () => {
  const { open, asked } = anOpenRegistry(aRegistry({ 'monitor-01': at('ward-3'), 'monitor-02': at('ward-4') }));
  const snapshot = await open();
  expect([...(await snapshot.versionsOf(['monitor-01', 'monitor-02', 'monitor-03']))]).toEqual([
    ['monitor-01', at('ward-3')],
    ['monitor-02', at('ward-4')],
  ]);
  expect([...(await snapshot.deviceTypes())]).toEqual([['bedside-monitor', aDeviceType()]]);
  expect(asked().sort()).toEqual(
    ['GET current.json', 'GET device-types.json', shardOf('monitor-01'), shardOf('monitor-02')].sort(),
  );
});

test('S3 is not asked again before the maximum age, and then only for the pointer, whether it changed', async () => {
  const opened = anOpenRegistry(aRegistry({ 'monitor-01': at('ward-3') }));
  await sites(opened, 'monitor-01');
  await (await opened.open()).deviceTypes();
  opened.asked();
  opened.wait(999);
  await sites(opened, 'monitor-01', 'monitor-02');
  expect(opened.asked()).toEqual([]);
  opened.wait(1);
  await sites(opened, 'monitor-01', 'monitor-02');
  await (await opened.open()).deviceTypes();
  expect(opened.asked()).toEqual(['304 current.json']);
});

test('after a publication only the shards that changed are read again', async () => {
  const opened = anOpenRegistry(aRegistry({ 'monitor-01': at('ward-3'), 'monitor-02': at('ward-3') }));
  await sites(opened, 'monitor-01', 'monitor-02');
  opened.asked();
  opened.publish({ 'monitor-01': at('ward-4'), 'monitor-02': at('ward-3') }, { version: 2 });
  expect(await sites(opened, 'monitor-01', 'monitor-02')).toEqual(['ward-3', 'ward-3']);
  opened.wait(1000);
  expect(await sites(opened, 'monitor-01', 'monitor-02')).toEqual(['ward-4', 'ward-3']);
  expect(opened.asked()).toEqual(['GET current.json', shardOf('monitor-01')]);
});

test('whoever holds a snapshot sees one registry, also where the next is published while it reads', async () => {
  const opened = anOpenRegistry(aRegistry({ 'monitor-01': at('old'), 'monitor-02': at('old') }));
  const snapshot = await opened.open();
  await snapshot.versionsOf(['monitor-01']);
  opened.publish({ 'monitor-01': at('new'), 'monitor-02': at('new') }, { types: [aDeviceType({ name: 'other' })] });
  opened.wait(1000);
  expect(await sites(opened, 'monitor-01', 'monitor-02')).toEqual(['new', 'new']);
  const devices = await snapshot.versionsOf(['monitor-01', 'monitor-02']);
  expect([...devices.values()]).toEqual([at('old'), at('old')]);
  expect([...(await snapshot.deviceTypes()).keys()]).toEqual(['bedside-monitor']);
});

test('two devices of one shard cost one request', async () => {
  const neighbour = neighbourOf('monitor-01');
  const opened = anOpenRegistry(aRegistry({ 'monitor-01': at('ward-3'), [neighbour]: at('ward-4') }));
  expect(await sites(opened, 'monitor-01', neighbour)).toEqual(['ward-3', 'ward-4']);
  expect(opened.asked()).toEqual(['GET current.json', shardOf('monitor-01')]);
});

test('a device is unknown until a publication brings it, and again once one leaves it out', async () => {
  const opened = anOpenRegistry(aRegistry({ 'monitor-02': at('ward-3') }));
  expect(await sites(opened, 'monitor-01')).toEqual([undefined]);
  opened.publish({ 'monitor-01': at('ward-3') });
  opened.wait(1000);
  expect(await sites(opened, 'monitor-01', 'monitor-02')).toEqual(['ward-3', undefined]);
});

test('where nothing was ever published no device is registered, and that is asked again as well', async () => {
  const opened = anOpenRegistry({});
  expect(await sites(opened, 'monitor-01')).toEqual([undefined]);
  expect([...(await (await opened.open()).deviceTypes())]).toEqual([]);
  expect(opened.asked()).toEqual(['GET current.json']);
  opened.publish({ 'monitor-01': at('ward-3') });
  opened.wait(1000);
  expect(await sites(opened, 'monitor-01')).toEqual(['ward-3']);
});

test('only so many bytes of shards stay in memory, but whoever asks gets all', async () => {
  const ids = ['monitor-01', 'monitor-02', 'monitor-03'];
  const neighbours = ids.map(neighbourOf);
  const devices = Object.fromEntries([...ids, ...neighbours].map((id) => [id, at(id)]));
  // A shard of two devices is about 250 bytes.
  const opened = anOpenRegistry(aRegistry(devices), { maxBytes: 600 });
  expect(await sites(opened, ...ids)).toEqual(ids);
  opened.asked();
  expect(await sites(opened, ...neighbours.slice(1))).toEqual(neighbours.slice(1));
  expect(opened.asked()).toEqual([]);
  expect(await sites(opened, ...neighbours.slice(0, 1))).toEqual(neighbours.slice(0, 1));
  expect(opened.asked()).toEqual([shardOf('monitor-01')]);
});

test('devices called like properties of every object are not in the registry', async () => {
  const opened = anOpenRegistry(aRegistry({ 'monitor-01': at('ward-3') }));
  expect(await sites(opened, 'constructor', '__proto__')).toEqual([undefined, undefined]);
});

test('an object that is named and not there is no empty one: it throws', async () => {
  const opened = anOpenRegistry(aRegistry({ 'monitor-01': at('ward-3') }));
  for (const key of opened.bucket.objects.keys()) if (key !== 'current.json') opened.bucket.objects.delete(key);
  await expect(sites(opened, 'monitor-01')).rejects.toThrow(
    /^The registry breaks its contract: current.json names devices\/.*\.ndjson, which is not there$/,
  );
  await expect((await opened.open()).deviceTypes()).rejects.toThrow('which is not there');
});

test.each([
  ['a pointer that is no pointer', 'current.json', '{"version":1}', 'current.json'],
  ['types that are no types', 'device-types', '{"types":[{}]}', 'json /types/0'],
])('%s throws, with its key', async (_, prefix, body, detail) => {
  const objects = Object.entries(aRegistry()).map(([key, text]) => [key, key.startsWith(prefix) ? body : text]);
  const { open } = anOpenRegistry(Object.fromEntries(objects));
  await expect(open().then(({ deviceTypes }) => deviceTypes())).rejects.toThrow(
    new RegExp(`^The registry breaks its contract: .*${detail}`),
  );
});

test('a bucket that does not answer is no empty registry: it throws', async () => {
  const opened = anOpenRegistry(aRegistry({ 'monitor-01': at('ward-3') }));
  opened.bucket.fail('GET');
  await expect(sites(opened, 'monitor-01')).rejects.toThrow('AccessDenied');
});
