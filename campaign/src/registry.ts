import { S3Client } from '@aws-sdk/client-s3';
import type { DeviceRow } from '@millrace/registry/device-row';
import { importRegistry } from '@millrace/registry/import-registry';
import { registryStore } from '@millrace/registry/registry-store';
import type { DeviceType } from '@millrace/shared/contracts/device-registry';
import { region } from '../../sandbox/src/aws/account.ts';
import { bucketName } from '../../sandbox/src/seed/names.ts';
import { inProcess } from '../../sandbox/src/wire/in-process.ts';
import type { Aws } from './aws.ts';

export const deviceIds = Array.from({ length: 24 }, (_, index) => `sensor-${String(index).padStart(2, '0')}`);
export const talkers = deviceIds.filter((_, index) => index % 8 > 5);
export const sensors = deviceIds.filter((deviceId) => !talkers.includes(deviceId));
export const unknownDeviceIds = ['stranger-1', 'stranger-2'];

/** Three lines of eight devices, each line with rules of its own. */
export const lines = ['a', 'b', 'c'] as const;
export type Line = (typeof lines)[number];
export const lineOf = (deviceId: string): Line => lines[deviceIds.indexOf(deviceId) % lines.length] ?? 'a';

/** What devices of a line hang on. */
export const gateway = 'sensor-00';

/** Whatever else it sends is a mistake. */
const sensor: DeviceType = {
  name: 'sensor',
  unknownMeasures: 'set-aside',
  measures: { reading: { unit: '1', plausible: [0, 1e9] }, temperature: { unit: 'Cel', plausible: [-50, 100] } },
};

/** One that also sends texts of its own. */
const talker: DeviceType = { ...sensor, name: 'talker', unknownMeasures: 'pass' };

export const registerDevices = async ({ s3 }: Aws): Promise<void> => {
  const credentials = { accessKeyId: 'campaign', secretAccessKey: 'campaign' };
  const client = new S3Client({ region, credentials, requestHandler: inProcess(s3.service) });
  const store = registryStore({ client, bucket: bucketName('registry') });
  await importRegistry({ store, now: Date.now })({ rows: rows(), types: [sensor, talker], mode: 'merge' });
};

async function* rows(): AsyncGenerator<{ ok: DeviceRow }> {
  for (const deviceId of deviceIds) {
    const type = talkers.includes(deviceId) ? talker.name : sensor.name;
    const labels = { line: lineOf(deviceId), ...(deviceId === gateway ? {} : { gateway }) };
    yield { ok: { line: 0, deviceId, tenant: 'plant', type, site: 'hall-1', labels, validFrom: undefined } };
  }
}
