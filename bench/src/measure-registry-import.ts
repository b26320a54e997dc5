import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { importRegistry } from '@millrace/registry/import-registry';
import { readDevicesCsv } from '@millrace/registry/read-devices-csv';
import { registryStore } from '@millrace/registry/registry-store';
import { aDeviceType } from '@millrace/shared/testing/a-registry';
import { fleetDevice } from './fleet.ts';
import { answer } from './in-own-process.ts';
import { registryBucket, registryClient } from './registry-client.ts';

export type ImportResult = {
  /** Of the whole fleet into an empty registry. */
  seconds: number;
  cpuSeconds: number;
  /** At the peak, the whole process. */
  megabytes: number;
  /** Of one device that changed. */
  changeSeconds: number;
  changeObjects: number;
};

/** `node measure-registry-import.ts <endpoint> <csv>` */
const [endpoint = '', csv = ''] = process.argv.slice(2);
const store = registryStore({ client: registryClient(endpoint), bucket: registryBucket });

const timedImport = async (stream: Readable): Promise<{ seconds: number; objects: number }> => {
  const before = performance.now();
  const outcome = await importRegistry({ store, now: Date.now })({
    rows: readDevicesCsv(stream),
    types: [aDeviceType()],
    mode: 'merge',
  });
  if (typeof outcome === 'string' || 'refused' in outcome) throw new Error('The fleet was not imported');
  return { seconds: (performance.now() - before) / 1000, objects: outcome.ok.objects };
};

const all = await timedImport(createReadStream(csv));
const { user, system } = process.cpuUsage();
const megabytes = process.resourceUsage().maxRSS / 1024;
const header = 'device_id,tenant,type,site\n';
const one = await timedImport(Readable.from([header, `${fleetDevice(1)},ward-a,bedside-monitor,elsewhere\n`]));
const result: ImportResult = {
  seconds: all.seconds,
  cpuSeconds: (user + system) / 1e6,
  megabytes,
  changeSeconds: one.seconds,
  changeObjects: one.objects,
};
answer(result);
