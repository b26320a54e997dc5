import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../../wire/aws-service.ts';
import { type BucketFiles, bucketFiles } from './bucket-files.ts';
import { findObjects } from './find-objects.ts';
import { createKeyIndex, type KeyIndex } from './key-index.ts';
import type { StoredObject } from './stored-object.ts';

/** `createdAt` in epoch milliseconds; with `eventBridge` on, the bucket tells of its objects' changes. */
export type BucketSettings = { name: string; eventBridge: boolean; createdAt: number };
export type Bucket = BucketSettings & { files: BucketFiles; index: KeyIndex<StoredObject> };

/** Objects are below `objects`, a directory a bucket; what else is known of them is below `records`, likewise. */
export type Directories = { objects: string; records: string };

/** Opens a bucket's directories, creating what is missing. Throws `InvalidBucketName`. */
export const openBucket = (directories: Directories, settings: BucketSettings): Bucket => {
  const { name } = settings;
  if (!bucketName.test(name)) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
  const files = bucketFiles({ objects: join(directories.objects, name), records: join(directories.records, name) });
  return withSettings({ files, index: createKeyIndex(findObjects(files)) }, settings);
};

/** The bucket with its settings changed, on disk too. */
export const withSettings = ({ files, index }: Pick<Bucket, 'files' | 'index'>, settings: BucketSettings): Bucket => {
  writeFileSync(join(files.records, settingsFile), JSON.stringify(settings));
  return { ...settings, files, index };
};

export const findBuckets = (directories: Directories): Bucket[] => {
  mkdirSync(directories.records, { recursive: true });
  return readdirSync(directories.records)
    .map((name) => join(directories.records, name, settingsFile))
    .filter((path) => existsSync(path))
    .map((path) => openBucket(directories, JSON.parse(readFileSync(path, 'utf8'))));
};

/** Throws `BucketNotEmpty`. */
export const removeBucket = ({ files, index }: Bucket): void => {
  if (index.size() > 0) throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
  rmSync(files.objects, { recursive: true });
  rmSync(files.records, { recursive: true });
};

const settingsFile = 'bucket.json';

// The rules of S3, and so a safe directory name: no slash, no dot at either end.
const bucketName = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
