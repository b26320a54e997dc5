import type { DeviceType, DeviceVersion, RegistryPointer } from '../contracts/device-registry.ts';
import { registryShardOf } from '../contracts/lane.ts';
import { deviceLine, shardObject, typesObject } from '../registry/registry-objects.ts';

/** A version of a bedside monitor in ward 3, since ever; name only what the test is about. */
export const aDeviceVersion = (given: Partial<DeviceVersion> = {}): DeviceVersion => ({
  validFrom: 0,
  tenant: 'ward-a',
  type: 'bedside-monitor',
  site: 'ward-3',
  labels: {},
  ...given,
});

export const aDeviceType = (given: Partial<DeviceType> = {}): DeviceType => ({
  name: 'bedside-monitor',
  measures: {},
  unknownMeasures: 'pass',
  ...given,
});

/** The objects of a published registry by key. */
export const aRegistry = (
  devices: Record<string, DeviceVersion[]> = {},
  { types = [aDeviceType()], version = 1 } = {},
): Record<string, string> => {
  const typesBody = typesObject(types);
  const pointer: RegistryPointer = { version, publishedAt: 1_764_000_000_000, types: typesBody.key, shards: {} };
  const objects: Record<string, string> = { [typesBody.key]: typesBody.body };
  for (const [shard, ids] of Map.groupBy(Object.keys(devices).sort(), registryShardOf)) {
    const { key, body } = shardObject(
      shard,
      ids.map((deviceId) => deviceLine({ deviceId, versions: devices[deviceId] ?? [] })),
    );
    pointer.shards[shard] = key;
    objects[key] = body;
  }
  return { ...objects, 'current.json': JSON.stringify(pointer) };
};
