import { join } from 'node:path';
import type { AwsService } from '../../wire/aws-service.ts';
import { keptHeaders } from './kept-headers.ts';
import { asidePath, plainPath } from './object-path.ts';
import { createObjectStore, type S3Ports } from './object-store.ts';
import { s3Service } from './s3-service.ts';
import type { StoredObject } from './stored-object.ts';

type ObjectName = { bucket: string; key: string };

/** `size` in bytes, `etag` without its quotes, `lastModified` in epoch milliseconds. */
export type ListedObject = Pick<StoredObject, 'key' | 'size' | 'etag' | 'lastModified'>;

export type ReadObject = ListedObject & { body: Buffer } & Description;

type Description = { contentType?: string; contentEncoding?: string; metadata?: Record<string, string> };

export type S3 = {
  service: AwsService;
  createBucket(bucket: { name: string; eventBridge?: boolean }): void;
  putObject(object: ObjectName & Description & { body: Uint8Array | string }): Promise<{ etag: string }>;
  getObject(name: ObjectName): Promise<ReadObject | undefined>;
  /** Every object whose key begins with the prefix, in key order. */
  listObjects(under: { bucket: string; prefix: string }): Promise<ListedObject[]>;
  deleteObject(name: ObjectName): Promise<void>;
  /**
   * The real file of an object, or the one that it would get. A key with wildcards gives a glob; it finds the objects
   * that are kept under their own names, which all are but those whose key cannot be a path or stands in another's way.
   */
  pathOf(name: ObjectName): string;
};

/** S3, its objects real files below `directory`. What an object is beside its bytes is in `<directory>-meta`. */
export const createS3 = (ports: S3Ports): S3 => {
  const store = createObjectStore(ports);
  return {
    service: s3Service(store),
    createBucket: ({ name, eventBridge = false }) => store.createBucket({ name, eventBridge }),
    async putObject({ bucket, key, body, ...description }) {
      const { etag } = store.put(
        bucket,
        { key, content: [typeof body === 'string' ? Buffer.from(body) : body], headers: headersOf(description) },
        'PutObject',
      );
      return { etag };
    },
    async getObject({ bucket, key }) {
      const object = store.find(bucket, key);
      if (!object) return undefined;
      const body = Buffer.concat([...store.bucket(bucket).files.read(object)]);
      return { ...listed(object), ...descriptionOf(object.headers), body };
    },
    async listObjects({ bucket, prefix }) {
      const objects: ListedObject[] = [];
      for (const object of store.bucket(bucket).index.from(prefix)) {
        if (!object.key.startsWith(prefix)) break;
        objects.push(listed(object));
      }
      return objects;
    },
    async deleteObject({ bucket, key }) {
      store.delete(bucket, key);
    },
    pathOf({ bucket, key }) {
      const file = store.find(bucket, key)?.file ?? plainPath(key) ?? asidePath(key);
      return join(store.bucket(bucket).files.objects, file);
    },
  };
};

const listed = ({ key, size, etag, lastModified }: StoredObject): ListedObject => ({ key, size, etag, lastModified });

const headersOf = ({ contentType, contentEncoding, metadata = {} }: Description): Record<string, string> =>
  keptHeaders({
    ...(contentType !== undefined && { 'content-type': contentType }),
    ...(contentEncoding !== undefined && { 'content-encoding': contentEncoding }),
    ...Object.fromEntries(
      Object.entries(metadata).map(([name, value]) => [metadataPrefix + name.toLowerCase(), value]),
    ),
  });

const descriptionOf = (headers: Record<string, string>): Description => {
  const { 'content-type': contentType = '', 'content-encoding': contentEncoding } = headers;
  const metadata = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(metadataPrefix) ? [[name.slice(metadataPrefix.length), value]] : [],
  );
  return {
    contentType,
    ...(contentEncoding !== undefined && { contentEncoding }),
    metadata: Object.fromEntries(metadata),
  };
};

const metadataPrefix = 'x-amz-meta-';
