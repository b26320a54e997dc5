import type { S3Client } from '@aws-sdk/client-s3';
import type { DeviceVersion } from '../contracts/device-registry.ts';
import { openRegistry } from './open-registry.ts';

type Ports = { client: S3Client; bucket: string; now?: () => number };

/** A new device is known this many milliseconds after it was registered. */
const maxAge = 60_000;

/** Of the registry's shards in memory: four hundred thousand devices, an eighth of the function's memory. */
const maxBytes = 64 * 1024 * 1024;

/** The versions of a device in the registry; none for a device that is not registered. */
export const readDevice = ({ client, bucket, now = Date.now }: Ports) => {
  const open = openRegistry({ client, bucket, maxAge, maxBytes, now });
  return async (deviceId: string): Promise<readonly DeviceVersion[]> => {
    const snapshot = await open();
    return (await snapshot.versionsOf([deviceId])).get(deviceId) ?? [];
  };
};
