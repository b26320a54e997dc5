import type { S3Client } from '@aws-sdk/client-s3';
import { type DeviceVersion, RegistryShard } from '@millrace/shared/contracts/device-registry';
import { registryShardOf } from '@millrace/shared/contracts/lane';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import { cachedObjects } from '@millrace/shared/runtime/cached-object';

type Ports = { client: S3Client; bucket: string; now?: () => number };

/** A new device is known this many milliseconds after it was registered. */
const maxAge = 60_000;

/** A quarter of the registry's 256 shards, so that a large fleet fits into the function's memory. */
const shardsInMemory = 64;

/** The versions of a device in the registry; none for a device that is not registered. */
export const readDevice = ({ client, bucket, now = Date.now }: Ports) => {
  const readShard = cachedObjects(
    { client, bucket, now },
    { maxAge, capacity: shardsInMemory, parse: parseShard, absent: new Map<string, DeviceVersion[]>() },
  );
  return async (deviceId: string): Promise<DeviceVersion[]> =>
    (await readShard(`devices/${registryShardOf(deviceId)}.json`)).get(deviceId) ?? [];
};

const parser = schemaParser(RegistryShard);

const parseShard = (text: string): Map<string, DeviceVersion[]> => {
  const parsed = parser(JSON.parse(text));
  if ('setAside' in parsed) throw new Error(`The registry breaks its contract: ${parsed.setAside.pointer ?? ''}`);
  return new Map(Object.entries(parsed.ok.devices));
};
