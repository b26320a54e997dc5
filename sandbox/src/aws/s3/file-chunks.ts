import { closeSync, openSync, readSync } from 'node:fs';

const chunkSize = 1024 * 1024;

/** A file's bytes from `start` to `end` (exclusive), a chunk at a time: an object of any size passes through. */
export function* fileChunks(path: string, start = 0, end = Number.POSITIVE_INFINITY): Generator<Buffer> {
  const descriptor = openSync(path, 'r');
  try {
    for (let at = start; at < end; ) {
      const chunk = Buffer.allocUnsafe(Math.min(chunkSize, end - at));
      const length = readSync(descriptor, chunk, 0, chunk.length, at);
      if (length === 0) return;
      at += length;
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}
