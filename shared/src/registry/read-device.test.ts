import { aBucket } from '../testing/a-bucket.ts';
import { aDeviceVersion, aRegistry } from '../testing/a-registry.ts';
import { readDevice } from './read-device.ts';

const version = aDeviceVersion();

test('a device is read from its shard, which is read once', async () => {
  const bucket = aBucket(aRegistry({ 'monitor-01': [version] }));
  const read = readDevice(bucket);
  expect(await read('monitor-01')).toEqual([version]);
  expect(await read('monitor-01')).toEqual([version]);
  expect(bucket.asked()).toEqual(['GET current.json', expect.stringMatching(/^GET devices\//)]);
});

test('a device that is not registered has no versions, whether or not there is a registry', async () => {
  expect(await readDevice(aBucket())('monitor-01')).toEqual([]);
  expect(await readDevice(aBucket(aRegistry({ 'monitor-02': [version] })))('monitor-01')).toEqual([]);
});

test('a shard that breaks its contract is an error, not an unknown device', async () => {
  await expect(readDevice(aBucket(aRegistry({ 'monitor-01': [] })))('monitor-01')).rejects.toThrow('contract');
});
