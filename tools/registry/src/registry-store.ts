import {
  DeleteObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { currentKey, type DeviceType, DeviceTypes, RegistryPointer } from '@millrace/shared/contracts/device-registry';
import type { Parsed } from '@millrace/shared/contracts/parsed';
import { jsonParser } from '@millrace/shared/contracts/schema-parser';
import type { RegistryObject } from '@millrace/shared/registry/registry-objects';
import { indexShard, type RegistryShard } from '@millrace/shared/registry/registry-shard';
import { inBatches } from '@millrace/shared/runtime/batches';
import { getObject } from '@millrace/shared/runtime/get-object';

type Ports = { client: S3Client; bucket: string };
export type RegistryStore = ReturnType<typeof registryStore>;

/** The pointer as it stands, with what a publication must find unchanged. */
export type Current = { pointer: RegistryPointer; body: string; etag: string };

/** Pointers that are no longer in force, by version; the time of such an object is the time when it was replaced. */
export const historyPrefix = 'history/';

/** The objects of the registry bucket, read and written. An object that is named and missing or broken throws. */
export const registryStore = ({ client, bucket }: Ports) => {
  const get = getObject({ client, bucket });

  const read = async (key: string): Promise<Buffer> => {
    const object = await get(key);
    if (object) return object.bytes;
    throw new Error(`The registry breaks its contract: ${currentKey} names ${key}, which is not there`);
  };

  const put = async ({ key, body }: RegistryObject, condition: object = {}): Promise<void> => {
    const ContentType = key.endsWith('.ndjson') ? 'application/x-ndjson' : 'application/json';
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType, ...condition }));
  };

  const readPointer = async (key: string): Promise<Current | undefined> => {
    const object = await get(key);
    if (!object) return undefined;
    const body = object.bytes.toString();
    if (object.etag === undefined) throw new Error(`S3 answered ${key} without an ETag`);
    return { pointer: fitting(parsePointer(body), key), body, etag: object.etag };
  };

  return {
    readPointer,
    put: (object: RegistryObject): Promise<void> => put(object),

    async readTypes({ types: key }: RegistryPointer): Promise<DeviceType[]> {
      return fitting(parseTypes((await read(key)).toString()), key).types;
    },

    async readShard(key: string): Promise<RegistryShard> {
      return indexShard(key, await read(key));
    },

    /**
     * Puts a registry in force, if the one before is still what it was; false, and nothing changed, where somebody else was
     * first. A condition that fails because an earlier try of this very call succeeded is a success.
     */
    async replacePointer(before: Current | undefined, pointer: RegistryPointer): Promise<boolean> {
      const body = `${JSON.stringify(pointer)}\n`;
      if (before) await put({ key: historyKey(before.pointer), body: before.body });
      try {
        await put({ key: currentKey, body }, before ? { IfMatch: before.etag } : { IfNoneMatch: '*' });
        return true;
      } catch (error) {
        if (!(error instanceof S3ServiceException && conflicts.has(error.name))) throw error;
        return (await readPointer(currentKey))?.body === body;
      }
    },

    async *list(prefix: string): AsyncGenerator<{ key: string; lastModified: number }> {
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken }));
        for (const { Key = '', LastModified } of page.Contents ?? [])
          yield { key: Key, lastModified: LastModified?.getTime() ?? Number.POSITIVE_INFINITY };
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
    },

    /** Throws when one of them is refused; those before it are deleted. */
    async delete(keys: readonly string[]): Promise<void> {
      for (const batch of inBatches(keys, { count: 1000 })) {
        const Delete = { Objects: batch.map((Key) => ({ Key })), Quiet: true };
        const { Errors: [refused] = [] } = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete }));
        if (refused) throw new Error(`S3 did not delete ${refused.Key}: ${refused.Code}`);
      }
    },
  };
};

const historyKey = ({ version }: RegistryPointer): string =>
  `${historyPrefix}${String(version).padStart(10, '0')}.json`;

/** Another publication has come first, or is just being written, or the pointer is gone. */
const conflicts = new Set(['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey']);

const parsePointer = jsonParser(RegistryPointer);
const parseTypes = jsonParser(DeviceTypes);

const fitting = <T>(parsed: Parsed<T>, key: string): T => {
  if ('ok' in parsed) return parsed.ok;
  throw new Error(
    `The registry breaks its contract: ${key} ${parsed.setAside.pointer ?? ''} ${parsed.setAside.detail}`,
  );
};
