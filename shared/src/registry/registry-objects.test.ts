import { aDeviceType, aDeviceVersion } from '../testing/a-registry.ts';
import { deviceLine, shardObject, typesObject } from './registry-objects.ts';

test('the same device gives the same bytes, whatever the order of its fields and labels', () => {
  const { validFrom, tenant, type, site } = aDeviceVersion();
  const one = deviceLine({ deviceId: 'a', versions: [aDeviceVersion({ labels: { bed: '1', floor: '2' } })] });
  const other = deviceLine({
    versions: [{ labels: { floor: '2', bed: '1' }, site, type, tenant, validFrom }],
    deviceId: 'a',
  });
  expect(other).toBe(one);
});

test('an object is named after its content', () => {
  const names = [['a'], ['a'], ['b']].map((lines) => shardObject('ab', lines).key);
  expect(names[0]).toMatch(/^devices\/ab-[0-9a-f]{32}\.ndjson$/);
  expect(names[1]).toBe(names[0]);
  expect(names[2]).not.toBe(names[0]);
  expect(typesObject([aDeviceType()]).key).toMatch(/^device-types-[0-9a-f]{32}\.json$/);
});
