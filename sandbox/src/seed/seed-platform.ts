import type { DeviceVersion, RegistryShard } from '@millrace/shared/contracts/device-registry';
import { registryShardOf } from '@millrace/shared/contracts/lane';
import { machineId } from '../devices/machine.ts';
import { monitorId } from '../devices/ward.ts';
import type { Platform } from '../platform.ts';
import { alertRules } from './alert-rules.ts';
import { deviceTypes } from './device-types.ts';
import { bucketName } from './names.ts';

/** The tenant that all simulated devices belong to. */
export const tenant = 'ward-a';

export const beds = 12;

/** Registered but never simulated: for people who want to send readings by hand. */
export const spareMonitor = 'monitor-00';

/** Publishes device types, devices and rules, as an operator would before the first device is switched on. */
export const seedPlatform = async ({ s3 }: Platform, replayedDevices: Iterable<string> = []): Promise<void> => {
  const put = (thing: string, key: string, value: object) =>
    s3.putObject({ bucket: bucketName(thing), key, body: JSON.stringify(value), contentType: 'application/json' });
  await put('rules', 'rules.json', { rules: alertRules });
  await put('registry', 'device-types.json', { types: deviceTypes });
  const shards = new Map<string, RegistryShard>();
  for (const [deviceId, version] of devices(replayedDevices)) {
    const name = registryShardOf(deviceId);
    const shard = shards.get(name) ?? { devices: {} };
    shard.devices[deviceId] = [version];
    shards.set(name, shard);
  }
  for (const [name, shard] of shards) await put('registry', `devices/${name}.json`, shard);
};

function* devices(replayed: Iterable<string>): Generator<[string, DeviceVersion]> {
  const version = (type: string, site: string, labels = {}): DeviceVersion => ({
    validFrom: 0,
    tenant,
    type,
    site,
    labels,
  });
  for (const deviceId of replayed) yield [deviceId, version('replayed', 'replay')];
  yield [spareMonitor, version('bedside-monitor', 'storeroom')];
  for (let bed = 1; bed <= beds; bed++)
    yield [monitorId(bed), version('bedside-monitor', 'ward-3', { bed: String(bed) })];
  yield [machineId(), version('host', 'here')];
}
