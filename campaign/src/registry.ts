import type { DeviceType, RegistryShard } from '@millrace/shared/contracts/device-registry';
import { registryShardOf } from '@millrace/shared/contracts/lane';
import { bucketName } from '../../sandbox/src/seed/names.ts';
import type { Aws } from './aws.ts';

export const deviceIds = Array.from({ length: 24 }, (_, index) => `sensor-${String(index).padStart(2, '0')}`);
export const unknownDeviceIds = ['stranger-1', 'stranger-2'];

/** Whatever else it sends is a mistake. */
const sensor: DeviceType = {
  name: 'sensor',
  unknownMeasures: 'set-aside',
  measures: { reading: { unit: '1', plausible: [0, 1e9] }, temperature: { unit: 'Cel', plausible: [-50, 100] } },
};

/** One that also sends texts of its own. */
const talker: DeviceType = { ...sensor, name: 'talker', unknownMeasures: 'pass' };

export const talkers = deviceIds.filter((_, index) => index % 8 === 7);
export const sensors = deviceIds.filter((deviceId) => !talkers.includes(deviceId));

export const registerDevices = async ({ s3 }: Aws): Promise<void> => {
  const shards = new Map<string, RegistryShard>();
  for (const deviceId of deviceIds) {
    const type = talkers.includes(deviceId) ? talker.name : sensor.name;
    const shard = shards.get(registryShardOf(deviceId)) ?? { devices: {} };
    shard.devices[deviceId] = [{ validFrom: 0, tenant: 'plant', type, site: 'hall-1', labels: {} }];
    shards.set(registryShardOf(deviceId), shard);
  }
  const put = (key: string, value: object) =>
    s3.putObject({ bucket: bucketName('registry'), key, body: JSON.stringify(value) });
  await put('device-types.json', { types: [sensor, talker] });
  for (const [name, shard] of shards) await put(`devices/${name}.json`, shard);
};
