import { createHash, hash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../../wire/aws-service.ts';
import type { Bucket } from './bucket.ts';
import { fileChunks } from './file-chunks.ts';
import type { NewObject } from './object-store.ts';

export type Part = { number: number; etag: string };
type Upload = { key: string; headers: Record<string, string> };

/** Every part but the last has at least 5 MiB. Source: "Amazon S3 multipart upload limits" of the user guide. */
const smallestPart = 5 * 1024 * 1024;

/** Returns the upload's id. An upload is a directory of parts beside the bucket's records until it is completed or aborted. */
export const beginUpload = (bucket: Bucket, upload: Upload): string => {
  const id = randomUUID();
  const directory = join(bucket.files.records, 'uploads', id);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'upload.json'), JSON.stringify(upload));
  return id;
};

/** Writes a part, in place of one of that number. Returns its entity tag. Throws `NoSuchUpload`, `InvalidArgument`. */
export const putPart = (bucket: Bucket, id: string, key: string, partNumber: number, body: Buffer): string => {
  const { directory } = findUpload(bucket, id, key);
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > 10_000)
    throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  const etag = hash('md5', body);
  const incoming = join(directory, 'incoming');
  writeFileSync(incoming, body);
  for (const name of readdirSync(directory)) if (name.startsWith(`${partNumber}-`)) rmSync(join(directory, name));
  renameSync(incoming, join(directory, `${partNumber}-${etag}`));
  return etag;
};

/**
 * The object that the listed parts make. Its content is read from the parts as it is written, so end the upload only
 * after that. Throws `NoSuchUpload`, `InvalidPart`, `InvalidPartOrder`, `EntityTooSmall`.
 */
export const assembled = (bucket: Bucket, id: string, key: string, parts: Part[]): NewObject => {
  const { directory, headers } = findUpload(bucket, id, key);
  if (parts.some(({ number }, position) => number <= (parts[position - 1]?.number ?? 0)))
    throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
  const md5s = createHash('md5');
  const paths = parts.map(({ number, etag }, position) => {
    const path = join(directory, `${number}-${etag}`);
    if (!/^[0-9a-f]{32}$/.test(etag) || !existsSync(path))
      throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.');
    if (position < parts.length - 1 && statSync(path).size < smallestPart)
      throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    md5s.update(etag, 'hex');
    return path;
  });
  return { key, headers, content: contentOf(paths), etag: `${md5s.digest('hex')}-${parts.length}` };
};

/** Throws `NoSuchUpload`. */
export const endUpload = (bucket: Bucket, id: string, key: string): void =>
  rmSync(findUpload(bucket, id, key).directory, { recursive: true });

const findUpload = (bucket: Bucket, id: string, key: string): Upload & { directory: string } => {
  const directory = join(bucket.files.records, 'uploads', id);
  const path = join(directory, 'upload.json');
  // The shape is checked first: an id becomes a directory's name.
  const upload: Upload | undefined =
    /^[0-9a-f-]{36}$/.test(id) && existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  if (upload?.key !== key) throw new AwsError('NoSuchUpload', 'The specified upload does not exist.', 404);
  return { ...upload, directory };
};

function* contentOf(paths: string[]): Generator<Buffer> {
  for (const path of paths) yield* fileChunks(path);
}
