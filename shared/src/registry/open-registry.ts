import type { S3Client } from '@aws-sdk/client-s3';
import {
  currentKey,
  type DeviceType,
  DeviceTypes,
  type DeviceVersion,
  RegistryPointer,
} from '../contracts/device-registry.ts';
import { registryShardOf } from '../contracts/lane.ts';
import type { Parsed } from '../contracts/parsed.ts';
import { jsonParser } from '../contracts/schema-parser.ts';
import { boundedCache } from '../runtime/bounded-cache.ts';
import { cachedObjects } from '../runtime/cached-object.ts';
import { getObject } from '../runtime/get-object.ts';
import { inParallel } from '../runtime/in-parallel.ts';
import { deviceAt, findLine, indexShard, lineAt, type RegistryShard } from './registry-shard.ts';

type Ports = {
  client: S3Client;
  bucket: string;
  /** Milliseconds for which the registry is taken as it is, without asking S3 for a newer one. */
  maxAge: number;
  /** Of shards in memory. What is asked for and does not fit is read each time. */
  maxBytes: number;
  now: () => number;
};

/** One registry, whatever is published meanwhile. */
export type RegistrySnapshot = {
  /** Versions by rising `validFrom`, of those devices that the registry has. */
  versionsOf: (deviceIds: Iterable<string>) => Promise<Map<string, readonly DeviceVersion[]>>;
  deviceTypes: () => Promise<ReadonlyMap<string, DeviceType>>;
};

/** A device as parsed from the shard of that key; its line had so many bytes. */
type ParsedDevice = { key: string; versions: readonly DeviceVersion[]; bytes: number };

/** Of lines whose devices are kept parsed: nearly thirty thousand, which take a few times that in objects. */
const maxParsedBytes = 4 * 1024 * 1024;

/** Fewer than the client has connections, so that no request waits for one until it times out. */
const shardsAtOnce = 32;

/**
 * Opens the registry in force. Only the pointer is asked for again once it is older than `maxAge`, and only objects that
 * it names anew are read. Where nothing was ever published, no device is registered; an object that is missing or breaks
 * its contract throws, for no reading may pass by a registry that cannot be read.
 */
export const openRegistry = ({ client, bucket, maxAge, maxBytes, now }: Ports) => {
  const readPointer = cachedObjects<RegistryPointer | undefined>(
    { client, bucket, now },
    { maxAge, capacity: 1, parse: (text) => fitting(parsePointer(text), currentKey), absent: undefined },
  );
  const get = getObject({ client, bucket });
  const shards = boundedCache<string, RegistryShard>({
    limit: maxBytes,
    sizeOf: ({ bytes, starts }) => bytes.byteLength + starts.byteLength,
  });
  const parsed = boundedCache<string, ParsedDevice>({ limit: maxParsedBytes, sizeOf: ({ bytes }) => bytes });
  let types: { key: string; byName: ReadonlyMap<string, DeviceType> } | undefined;

  const read = async (key: string): Promise<Buffer> => {
    const object = await get(key);
    if (object) return object.bytes;
    throw new Error(`The registry breaks its contract: ${currentKey} names ${key}, which is not there`);
  };

  const readShard = async (key: string): Promise<RegistryShard> => {
    const cached = shards.get(key);
    if (cached) return cached;
    const shard = indexShard(key, await read(key));
    shards.set(key, shard);
    return shard;
  };

  const parseDevice = (shard: RegistryShard, deviceId: string): ParsedDevice | undefined => {
    const line = findLine(shard, deviceId);
    if (line === undefined) return undefined;
    const { versions } = deviceAt(shard, line);
    const device = { key: shard.key, versions, bytes: lineAt(shard, line).length };
    parsed.set(deviceId, device);
    return device;
  };

  const versionsOf = async (pointer: RegistryPointer, deviceIds: Iterable<string>) => {
    const devices = new Map<string, readonly DeviceVersion[]>();
    const unparsed: { deviceId: string; key: string }[] = [];
    for (const deviceId of deviceIds) {
      const key = pointer.shards[registryShardOf(deviceId)];
      const known = parsed.get(deviceId);
      if (known && known.key === key) devices.set(deviceId, known.versions);
      else if (key !== undefined) unparsed.push({ deviceId, key });
    }
    const parseAll = async ([key, inShard]: [string, { deviceId: string }[]]): Promise<void> => {
      const shard = await readShard(key);
      for (const { deviceId } of inShard) {
        const device = parseDevice(shard, deviceId);
        if (device) devices.set(deviceId, device.versions);
      }
    };
    await inParallel(
      Map.groupBy(unparsed, ({ key }) => key),
      shardsAtOnce,
      parseAll,
    );
    return devices;
  };

  const deviceTypes = async ({ types: key }: RegistryPointer): Promise<ReadonlyMap<string, DeviceType>> => {
    if (types?.key === key) return types.byName;
    const { types: all } = fitting(parseTypes((await read(key)).toString()), key);
    types = { key, byName: new Map(all.map((type) => [type.name, type])) };
    return types.byName;
  };

  return async (): Promise<RegistrySnapshot> => {
    const pointer = await readPointer(currentKey);
    return {
      versionsOf: async (deviceIds) => (pointer ? versionsOf(pointer, deviceIds) : new Map()),
      deviceTypes: async () => (pointer ? deviceTypes(pointer) : new Map()),
    };
  };
};

const parsePointer = jsonParser(RegistryPointer);
const parseTypes = jsonParser(DeviceTypes);

const fitting = <T>(parsed: Parsed<T>, key: string): T => {
  if ('ok' in parsed) return parsed.ok;
  const { pointer = '', detail } = parsed.setAside;
  throw new Error(`The registry breaks its contract: ${key} ${pointer} ${detail}`);
};
