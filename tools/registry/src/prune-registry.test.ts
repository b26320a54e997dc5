import { aDeviceVersion } from '@millrace/shared/testing/a-registry';
import { pruneRegistry } from './prune-registry.ts';
import { registryForTest } from './registry-for-test.ts';

let registry: ReturnType<typeof registryForTest>;
beforeEach(() => {
  registry = registryForTest();
});
afterEach(() => registry.remove());

const day = 86_400_000;
const publish = (site: string) =>
  registry.import(['device_id,tenant,type,site', `monitor-01,ward-a,bedside-monitor,${site}`], { mode: 'replace' });
const prune = (olderThanDays: number, dryRun = false) =>
  pruneRegistry({ store: registry.store, now: registry.clock.now })({ olderThanDays, dryRun });
const shards = async () => (await registry.keys('devices/')).length;

test('what no registry of the last days needs is deleted, and what one needs stays', async () => {
  await publish('a');
  await registry.clock.advance(10 * day);
  await publish('b');
  await registry.clock.advance(5 * day);
  await publish('c');
  expect(await shards()).toBe(3);
  // `a` was in force until five days ago, `b` until now.
  expect(await prune(7)).toEqual([]);
  await registry.clock.advance(3 * day);
  const [history, shard, ...others] = await prune(7);
  expect([history, shard, others]).toEqual(['history/0000000001.json', expect.stringMatching(/^devices\//), []]);
  expect(await shards()).toBe(2);
  await registry.clock.advance(30 * day);
  expect(await prune(7)).toHaveLength(2);
  expect(await shards()).toBe(1);
  expect(await registry.versionsOf('monitor-01')).toEqual([aDeviceVersion({ site: 'c' })]);
});

test('an object that comes into force again stays, however old', async () => {
  await publish('a');
  await registry.clock.advance(10 * day);
  await publish('b');
  await publish('a');
  await registry.clock.advance(30 * day);
  await prune(7);
  expect(await registry.versionsOf('monitor-01')).toEqual([aDeviceVersion({ site: 'a' })]);
});

test('what a running import has written, and not yet published, stays', async () => {
  await publish('a');
  await registry.clock.advance(30 * day);
  await registry.s3.putObject({ bucket: registry.bucket, key: 'devices/00-unpublished.ndjson', body: '' });
  expect(await prune(7)).toEqual([]);
});

test('a dry run deletes nothing', async () => {
  await publish('a');
  await publish('b');
  await registry.clock.advance(30 * day);
  expect(await prune(7, true)).toHaveLength(2);
  expect(await shards()).toBe(2);
});

test('where nothing was published nothing is deleted', async () => {
  await registry.s3.putObject({ bucket: registry.bucket, key: 'devices/00-a.ndjson', body: '' });
  await registry.clock.advance(30 * day);
  expect(await prune(0)).toEqual([]);
});

test('nothing but the registry is deleted', async () => {
  await registry.s3.putObject({ bucket: registry.bucket, key: 'unknown-devices/2026-01-01/a', body: '' });
  await publish('a');
  await registry.clock.advance(30 * day);
  await prune(0);
  expect(await registry.keys('unknown-devices/')).toHaveLength(1);
});
