import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { checkDeviceTypes } from '@millrace/registry/check-device-types';
import type { DeviceRow } from '@millrace/registry/device-row';
import { importRegistry } from '@millrace/registry/import-registry';
import { readDevicesCsv } from '@millrace/registry/read-devices-csv';
import { type RegistryStore, registryStore } from '@millrace/registry/registry-store';
import { publishRules } from '@millrace/rules/publish-rules';
import { type RulesStore, rulesStore } from '@millrace/rules/rules-store';
import { currentKey } from '@millrace/shared/contracts/device-registry';
import { region } from '../aws/account.ts';
import { machineId } from '../devices/machine.ts';
import type { Platform } from '../platform.ts';
import { inProcess } from '../wire/in-process.ts';
import { exampleRules } from './example-rules.ts';
import { bucketName } from './names.ts';

/** The tenant that all simulated devices belong to. */
export const tenant = 'ward-a';

export const beds = 12;

/** Registered but never simulated: for people who want to send readings by hand. */
export const spareMonitor = 'monitor-00';

const examples = join(import.meta.dirname, '../../../tools/registry/examples');

/** Publishes device types, devices and rules, as an operator would before the first device is switched on. */
export const seedPlatform = async ({ s3 }: Platform, replayedDevices: Iterable<string> = []): Promise<void> => {
  const credentials = { accessKeyId: 'seed', secretAccessKey: 'seed' };
  const client = new S3Client({ region, credentials, requestHandler: inProcess(s3.service) });
  await seedRules(rulesStore({ client, bucket: bucketName('rules') }));
  await seedRegistry(registryStore({ client, bucket: bucketName('registry') }), replayedDevices);
};

// What somebody has published or registered since the first start stays as they have it.

const seedRules = async (store: RulesStore): Promise<void> => {
  const current = await store.readCurrent();
  if (current && 'ok' in current.rules) return;
  const outcome = await publishRules({ store, now: Date.now })(exampleRules());
  if ('lost' in outcome) throw new Error('The rules cannot be published: somebody else just has.');
};

const seedRegistry = async (store: RegistryStore, replayedDevices: Iterable<string>): Promise<void> => {
  const isNew = (await store.readPointer(currentKey)) === undefined;
  const outcome = await importRegistry({ store, now: Date.now })({
    rows: rows(isNew, replayedDevices),
    types: isNew ? exampleTypes() : undefined,
    mode: 'merge',
  });
  if (typeof outcome === 'string' || 'refused' in outcome)
    throw new Error(`The devices cannot be registered: ${JSON.stringify(outcome)}`);
};

const exampleTypes = () => {
  const checked = checkDeviceTypes(readFileSync(join(examples, 'device-types.json'), 'utf8'));
  if ('ok' in checked) return checked.ok;
  throw new Error(`The example's device types are wrong: ${checked.problems.join('; ')}`);
};

async function* rows(withExample: boolean, replayed: Iterable<string>): ReturnType<typeof readDevicesCsv> {
  if (withExample) yield* readDevicesCsv(createReadStream(join(examples, 'devices.csv')));
  yield { ok: aRow(machineId(), 'host', 'here') };
  for (const deviceId of replayed) yield { ok: aRow(deviceId, 'replayed', 'replay') };
}

const aRow = (deviceId: string, type: string, site: string): DeviceRow => ({
  ...{ line: 0, deviceId, tenant, type, site },
  labels: {},
  validFrom: undefined,
});
