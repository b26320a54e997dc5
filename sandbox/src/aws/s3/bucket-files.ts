import { createHash, hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileChunks } from './file-chunks.ts';
import { asidePath, plainPath } from './object-path.ts';
import type { StoredObject } from './stored-object.ts';

export type Written = Pick<StoredObject, 'file' | 'mtimeMs' | 'size'> & { md5: Buffer };
export type BucketFiles = ReturnType<typeof bucketFiles>;

/**
 * The files of one bucket: objects below `objects`, what is known of each below `records`, on the same file system.
 * Everything is synchronous, so that an operation is one step: no write shows half done, none overtakes another, and
 * under a virtual clock nothing waits for real time.
 */
export const bucketFiles = ({ objects, records }: { objects: string; records: string }) => {
  const incoming = join(records, 'incoming');
  const recordOf = (key: string): string => join(records, 'keys', `${hash('sha256', key)}.json`);
  mkdirSync(objects, { recursive: true });
  mkdirSync(join(records, 'keys'), { recursive: true });

  return {
    objects,
    records,

    /** Writes an object's bytes in one step: at `current`'s file where the key has one already. */
    write(key: string, content: Iterable<Uint8Array>, current: StoredObject | undefined): Written {
      const { size, md5 } = writeChunks(incoming, content);
      const { mtimeMs } = statSync(incoming);
      const plain = plainPath(key);
      // A plain path that is taken holds another key: `a/b` in the way of `a`, or `A` where case is ignored.
      const isFree = plain !== undefined && !existsSync(join(objects, plain));
      const file = current?.file ?? (isFree ? plain : asidePath(key));
      const placed = [file, asidePath(key)].find((each) => place(incoming, objects, each));
      if (placed === undefined) throw new Error(`There is no place below ${objects} for the key ${key}.`);
      return { file: placed, mtimeMs, size, md5 };
    },

    writeRecord(object: StoredObject): void {
      writeFileSync(incoming, JSON.stringify(object));
      renameSync(incoming, recordOf(object.key));
    },

    read(object: StoredObject, start = 0, end = object.size): Iterable<Buffer> {
      return fileChunks(join(objects, object.file), start, end);
    },

    remove(object: StoredObject): void {
      rmSync(join(objects, object.file), { force: true });
      removeEmpty(objects, dirname(object.file));
      rmSync(recordOf(object.key), { force: true });
    },
  };
};

const writeChunks = (path: string, content: Iterable<Uint8Array>): { size: number; md5: Buffer } => {
  const md5 = createHash('md5');
  const descriptor = openSync(path, 'w');
  let size = 0;
  try {
    for (const chunk of content) {
      md5.update(chunk);
      for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at);
      size += chunk.length;
    }
  } finally {
    closeSync(descriptor);
  }
  return { size, md5: md5.digest() };
};

/** Moves `from` to `file` below `directory`; false, and nothing changed, where the file system has no place for it. */
const place = (from: string, directory: string, file: string): boolean => {
  const to = join(directory, file);
  try {
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    return true;
  } catch (error) {
    if (!noPlace.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    removeEmpty(directory, dirname(file));
    return false;
  }
};

// A file stands where a directory is needed or the other way round, or a name is longer than the file system takes.
const noPlace = new Set(['ENOTDIR', 'EEXIST', 'EISDIR', 'ENAMETOOLONG']);

/** Removes directories that an object has left empty: one would stand in the way of a key of its name. */
const removeEmpty = (directory: string, file: string): void => {
  for (let each = file; each !== '.'; each = dirname(each)) {
    try {
      rmdirSync(join(directory, each));
    } catch {
      // Not empty, or not there: both are as they should be, and rmdir changes neither.
    }
  }
};
