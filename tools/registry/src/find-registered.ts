import { currentKey, type RegisteredDevice } from '@millrace/shared/contracts/device-registry';
import { registryShardOf } from '@millrace/shared/contracts/lane';
import { deviceAt, findLine } from '@millrace/shared/registry/registry-shard';
import type { RegistryStore } from './registry-store.ts';

/** A device as it is registered, or undefined. */
export const findRegistered = async (store: RegistryStore, deviceId: string): Promise<RegisteredDevice | undefined> => {
  const current = await store.readPointer(currentKey);
  const key = current?.pointer.shards[registryShardOf(deviceId)];
  if (key === undefined) return undefined;
  const shard = await store.readShard(key);
  const line = findLine(shard, deviceId);
  return line === undefined ? undefined : deviceAt(shard, line);
};
