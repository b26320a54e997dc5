import { hash } from 'node:crypto';
import type { DeviceType, DeviceVersion, RegisteredDevice } from '../contracts/device-registry.ts';

/** An object of the registry, named after its content: what has its name has its bytes. */
export type RegistryObject = { key: string; body: string };

/** The lines of one shard, by rising device id, as an object. */
export const shardObject = (shard: string, lines: readonly string[]): RegistryObject => {
  const body = lines.join('');
  return { key: `devices/${shard}-${digestOf(body)}.ndjson`, body };
};

export const typesObject = (types: readonly DeviceType[]): RegistryObject => {
  const body = `${JSON.stringify({ types })}\n`;
  return { key: `device-types-${digestOf(body)}.json`, body };
};

/** Begins with the id, for that is how a line is found. The same device always gives the same bytes. */
export const deviceLine = ({ deviceId, versions }: RegisteredDevice): string =>
  `${JSON.stringify({ deviceId, versions: versions.map(inOrder) })}\n`;

const inOrder = ({ validFrom, tenant, type, site, labels }: DeviceVersion): DeviceVersion => ({
  validFrom,
  tenant,
  type,
  site,
  labels: Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))),
});

/** 128 bits: no two registries of one stage will ever meet in it. */
const digestOf = (body: string): string => hash('sha256', body, 'hex').slice(0, 32);
