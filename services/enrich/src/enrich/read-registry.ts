import type { S3Client } from '@aws-sdk/client-s3';
import { DeviceTypes, type DeviceVersion, RegistryShard } from '@millrace/shared/contracts/device-registry';
import { registryShardOf } from '@millrace/shared/contracts/lane';
import type { Parsed } from '@millrace/shared/contracts/parsed';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import { cachedObjects } from '@millrace/shared/runtime/cached-object';
import type { Registry } from './device-as-of.ts';

type Ports = {
  client: S3Client;
  bucket: string;
  /** Milliseconds for which an object is taken as it is, without asking S3 for a newer one. */
  maxAge: number;
  shardsInMemory: number;
  now: () => number;
};

/**
 * Reads what a batch needs of the registry: each shard once, in parallel. A shard that is absent holds no devices; an
 * object that breaks its contract throws, for no reading may pass by a registry that cannot be read.
 */
export const readRegistry = ({ client, bucket, maxAge, shardsInMemory, now }: Ports) => {
  const readTypes = cachedObjects(
    { client, bucket, now },
    { maxAge, capacity: 1, parse: parseTypes, absent: new Map() },
  );
  const readShard = cachedObjects(
    { client, bucket, now },
    { maxAge, capacity: shardsInMemory, parse: parseShard, absent: new Map<string, DeviceVersion[]>() },
  );
  return async (deviceIds: ReadonlySet<string>): Promise<Registry> => {
    const byShard = Map.groupBy(deviceIds, registryShardOf);
    const devices = new Map<string, readonly DeviceVersion[]>();
    const readDevices = async ([shard, ids]: [string, string[]]): Promise<void> => {
      const inShard = await readShard(`devices/${shard}.json`);
      for (const id of ids) {
        const versions = inShard.get(id);
        if (versions) devices.set(id, versions);
      }
    };
    const [types] = await Promise.all([readTypes('device-types.json'), ...[...byShard].map(readDevices)]);
    return { devices, types };
  };
};

const typesParser = schemaParser(DeviceTypes);
const shardParser = schemaParser(RegistryShard);

const parseTypes = (text: string): Registry['types'] =>
  new Map(fitting(typesParser(JSON.parse(text))).types.map((type) => [type.name, type]));

/** A schema cannot say "rising", and an unsorted device would quietly be read as of another time. */
const parseShard = (text: string): Map<string, DeviceVersion[]> => {
  const devices = new Map(Object.entries(fitting(shardParser(JSON.parse(text))).devices));
  for (const versions of devices.values()) versions.sort((a, b) => a.validFrom - b.validFrom);
  return devices;
};

const fitting = <T>(parsed: Parsed<T>): T => {
  if ('ok' in parsed) return parsed.ok;
  throw new Error(`The registry breaks its contract: ${parsed.setAside.pointer ?? ''} ${parsed.setAside.detail}`);
};
