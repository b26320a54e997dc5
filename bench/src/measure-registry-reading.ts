import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { importRegistry } from '@millrace/registry/import-registry';
import { readDevicesCsv } from '@millrace/registry/read-devices-csv';
import { registryStore } from '@millrace/registry/registry-store';
import { openRegistry, type RegistrySnapshot } from '@millrace/shared/registry/open-registry';
import { seededRandom } from '../../sandbox/src/devices/seeded-random.ts';
import { fleetDevice, fleetSize } from './fleet.ts';
import { answer } from './in-own-process.ts';
import { countingHandler, registryBucket, registryClient } from './registry-client.ts';
import { traffic } from './registry-traffic.ts';

export type ReadingResult = {
  /** What the whole registry in memory adds to the process, once garbage is collected. */
  heldMegabytes: { heap: number; buffers: number; rss: number };
  /** From nothing to all shards in memory. */
  loadSeconds: number;
  /** CPU microseconds a device in calls for a thousand, garbage collection included. */
  lookup: { hot: number; cold: number; unknown: number };
  /** For a million readings, the first load included. */
  traffic: { read: number; unchanged: number; megabytes: number };
};

/** `node measure-registry-reading.ts <endpoint>` */
const [endpoint = ''] = process.argv.slice(2);
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const random = seededRandom(1);
const { handler, counts } = countingHandler();
let now = 0;
const open = openRegistry({
  client: registryClient(endpoint, handler),
  bucket: registryBucket,
  maxAge: traffic.maxAgeSeconds * 1000,
  // As enrich is deployed.
  maxBytes: 400 * 1024 * 1024,
  now: () => now,
});

const batch = (): string[] =>
  Array.from({ length: traffic.batch }, () => fleetDevice(Math.floor(random() * fleetSize)));

const memory = () => {
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heapUsed, arrayBuffers, rss };
};

/** CPU microseconds a device, over many calls; the first, which V8 still compiles for, do not count. */
const lookupTime = async (snapshot: RegistrySnapshot, idsOf: () => string[]): Promise<number> => {
  const batches = Array.from({ length: 250 }, idsOf);
  for (const ids of batches.splice(0, 50)) await snapshot.versionsOf(ids);
  const before = process.cpuUsage();
  for (const ids of batches) await snapshot.versionsOf(ids);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (batches.length * traffic.batch);
};

const publishOneChange = async (): Promise<void> => {
  const store = registryStore({ client: registryClient(endpoint), bucket: registryBucket });
  const csv = `device_id,tenant,type,site\n${batch()[0]},ward-a,bedside-monitor,ward-${now}\n`;
  const outcome = await importRegistry({ store, now: Date.now })({
    rows: readDevicesCsv(Readable.from([csv])),
    mode: 'merge',
  });
  if (typeof outcome === 'string' || 'refused' in outcome) throw new Error('The change was not published');
};

await open();
const before = memory();
const started = performance.now();
await (await open()).versionsOf(batch());
// A thousand devices at random miss no shard but once in many runs; a second thousand makes sure.
await (await open()).versionsOf(batch());
const loadSeconds = (performance.now() - started) / 1000;
const after = memory();
const megabytes = (measure: keyof typeof after): number => (after[measure] - before[measure]) / 2 ** 20;
const heldMegabytes = { heap: megabytes('heapUsed'), buffers: megabytes('arrayBuffers'), rss: megabytes('rss') };

const snapshot = await open();
const same = batch();
const lookup = {
  cold: await lookupTime(snapshot, batch),
  hot: await lookupTime(snapshot, () => same),
  unknown: await lookupTime(snapshot, () => batch().map((deviceId) => `x-${deviceId}`)),
};

for (let second = 1; second <= traffic.readings / traffic.batch; second++) {
  now = second * 1000;
  if (second % traffic.secondsBetweenPublications === 0) await publishOneChange();
  const current = await open();
  await current.deviceTypes();
  await current.versionsOf(batch());
}

const result: ReadingResult = {
  heldMegabytes,
  loadSeconds,
  lookup,
  traffic: { read: counts.read, unchanged: counts.unchanged, megabytes: counts.bytes / 1e6 },
};
answer(result);
