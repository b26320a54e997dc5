import { resolve } from 'node:path';
import type { Clock } from '../../clock.ts';
import { AwsError } from '../../wire/aws-service.ts';
import type { Emit } from '../eventbridge/emit.ts';
import { type Bucket, findBuckets, openBucket, removeBucket, withSettings } from './bucket.ts';
import { type Creation, objectCreated, objectDeleted } from './object-events.ts';
import { type StoredObject, wholeSeconds } from './stored-object.ts';

export type S3Ports = { clock: Clock; directory: string; emit: Emit };

/** An object to be; `etag` where it is not the MD5 of the content. */
export type NewObject = { key: string; content: Iterable<Uint8Array>; headers: Record<string, string>; etag?: string };

export type ObjectStore = ReturnType<typeof createObjectStore>;

/**
 * Buckets and their objects, rebuilt from `directory` when created, without the wire. Objects are the files below
 * `directory`; what else is known of them is below its sibling `<directory>-meta`. Bounded by the disk: nobody
 * expires objects here, so what is put stays until it is deleted.
 */
export const createObjectStore = ({ clock, directory, emit }: S3Ports) => {
  const directories = { objects: resolve(directory), records: `${resolve(directory)}-meta` };
  const buckets = new Map(findBuckets(directories).map((each) => [each.name, each]));
  const nextSequencer = sequencers(clock, [...buckets.values()]);

  const bucketNamed = (name: string): Bucket => {
    const bucket = buckets.get(name);
    if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return bucket;
  };

  return {
    bucket: bucketNamed,
    buckets: (): Bucket[] => [...buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    hasBucket: (name: string): boolean => buckets.has(name),

    /** Creates the bucket, or changes whether the one of that name tells of its changes. */
    createBucket({ name, eventBridge }: { name: string; eventBridge: boolean }): void {
      const existing = buckets.get(name);
      const settings = { name, eventBridge, createdAt: existing?.createdAt ?? clock.now() };
      buckets.set(name, existing ? withSettings(existing, settings) : openBucket(directories, settings));
    },

    deleteBucket(name: string): void {
      removeBucket(bucketNamed(name));
      buckets.delete(name);
    },

    find: (bucket: string, key: string): StoredObject | undefined => bucketNamed(bucket).index.get(key),

    /** Throws `KeyTooLongError`. */
    put(bucketName: string, { key, content, headers, etag }: NewObject, reason: Creation): StoredObject {
      const bucket = bucketNamed(bucketName);
      checkKey(key);
      const { md5, ...written } = bucket.files.write(key, content, bucket.index.get(key));
      const object = {
        ...{ key, etag: etag ?? md5.toString('hex'), headers, ...written },
        ...{ lastModified: wholeSeconds(clock.now()), sequencer: nextSequencer() },
      };
      bucket.files.writeRecord(object);
      bucket.index.set(object);
      if (bucket.eventBridge) emit(objectCreated(bucket.name, object, reason));
      return object;
    },

    /** Deleting what is not there succeeds, as in S3, and tells nobody. */
    delete(bucketName: string, key: string): void {
      const bucket = bucketNamed(bucketName);
      const object = bucket.index.get(key);
      if (!object) return;
      bucket.files.remove(object);
      bucket.index.delete(key);
      if (bucket.eventBridge) emit(objectDeleted(bucket.name, key, nextSequencer()));
    },
  };
};

const checkKey = (key: string): void => {
  if (Buffer.byteLength(key) > 1024) throw new AwsError('KeyTooLongError', 'Your key is too long');
  if (!key.isWellFormed()) throw new AwsError('InvalidURI', 'The key is not valid Unicode.');
};

/** Sequencers in growing order: the clock in the upper bits, so that they grow over restarts too. */
const sequencers = (clock: Clock, buckets: Bucket[]): (() => string) => {
  let last = 0n;
  for (const { index } of buckets)
    for (const { sequencer } of index.from('')) {
      const value = BigInt(`0x${sequencer}`);
      if (value > last) last = value;
    }
  return () => {
    const now = BigInt(clock.now()) << 20n;
    last = now > last ? now : last + 1n;
    return last.toString(16).padStart(16, '0');
  };
};
