import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { BucketFiles } from './bucket-files.ts';
import { fileChunks } from './file-chunks.ts';
import { keptHeaders } from './kept-headers.ts';
import { asideDirectory } from './object-path.ts';
import { type StoredObject, wholeSeconds } from './stored-object.ts';

/**
 * A bucket's objects as its files tell them. A file whose record is missing or of another version of it (a stop
 * between the two writes, a file put there by hand) becomes an object without metadata: its bytes are the truth.
 */
export const findObjects = (files: BucketFiles): StoredObject[] => {
  const found = recorded(files);
  const claimed = new Set(found.map(({ file }) => file));
  for (const file of filesBelow(files.objects)) {
    if (claimed.has(file)) continue;
    // Without its record nobody knows its key.
    if (file.startsWith(`${asideDirectory}/`)) rmSync(join(files.objects, file));
    else found.push(adopted(files, file, file));
  }
  return found;
};

const recorded = (files: BucketFiles): StoredObject[] =>
  readdirSync(join(files.records, 'keys')).flatMap((name) => {
    const path = join(files.records, 'keys', name);
    const object: StoredObject = JSON.parse(readFileSync(path, 'utf8'));
    const { size, mtimeMs } = statSync(join(files.objects, object.file), { throwIfNoEntry: false }) ?? {};
    if (size === object.size && mtimeMs === object.mtimeMs) return [object];
    rmSync(path);
    return size === undefined ? [] : [adopted(files, object.key, object.file)];
  });

const adopted = (files: BucketFiles, key: string, file: string): StoredObject => {
  const path = join(files.objects, file);
  const { size, mtimeMs } = statSync(path);
  const md5 = createHash('md5');
  for (const chunk of fileChunks(path)) md5.update(chunk);
  const lastModified = wholeSeconds(mtimeMs);
  const object = {
    ...{ key, size, etag: md5.digest('hex'), lastModified, sequencer: '0'.repeat(16) },
    ...{ headers: keptHeaders({}), file, mtimeMs },
  };
  files.writeRecord(object);
  return object;
};

const filesBelow = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'));
