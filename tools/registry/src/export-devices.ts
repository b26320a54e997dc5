import { currentKey, type RegisteredDevice } from '@millrace/shared/contracts/device-registry';
import { devicesIn } from '@millrace/shared/registry/registry-shard';
import { columns, labelPrefix } from './device-row.ts';
import type { RegistryStore } from './registry-store.ts';

/** Every version of every device as CSV, line by line, in the form that an import takes: with `replace` it changes nothing. */
export async function* exportDevices(store: RegistryStore): AsyncGenerator<string> {
  const current = await store.readPointer(currentKey);
  const keys = Object.values(current?.pointer.shards ?? {});
  // Twice, for the header has to name the labels before the first device is known.
  const labels = new Set<string>();
  for await (const { versions } of devicesOf(store, keys))
    for (const version of versions) for (const name of Object.keys(version.labels)) labels.add(name);
  const names = [...labels].sort();
  yield csvLine([...columns.filter((column) => column !== 'labels'), ...names.map((name) => labelPrefix + name)]);
  for await (const { deviceId, versions } of devicesOf(store, keys))
    for (const { tenant, type, site, validFrom, labels: given } of versions)
      yield csvLine([
        ...[deviceId, tenant, type, site, new Date(validFrom).toISOString()],
        ...names.map((name) => (Object.hasOwn(given, name) ? (given[name] ?? '') : '')),
      ]);
}

async function* devicesOf(store: RegistryStore, keys: readonly string[]): AsyncGenerator<RegisteredDevice> {
  for (const key of keys) yield* devicesIn(await store.readShard(key));
}

const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\n`;

/** Quoted also where a reader would trim it. */
const csvCell = (text: string): string => (/["\r\n,]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
