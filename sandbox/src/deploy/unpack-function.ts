import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

/** Unpacks a deployment package once per content and answers the file that `handler` (`path/to/file.export`) names. */
export const unpackFunction = (zipFile: string, handler: string, directory: string) => {
  const zip = readFileSync(zipFile);
  const target = join(directory, createHash('sha256').update(zip).digest('hex').slice(0, 16));
  if (!existsSync(target)) {
    const unfinished = `${target}.${process.pid}`;
    for (const [name, bytes] of Object.entries(unzipSync(zip))) {
      if (name.endsWith('/')) continue;
      mkdirSync(dirname(join(unfinished, name)), { recursive: true });
      writeFileSync(join(unfinished, name), bytes);
    }
    // Two sandboxes may unpack the same bundle at once: the second finds the first's.
    if (existsSync(target)) rmSync(unfinished, { recursive: true });
    else renameSync(unfinished, target);
  }
  const dot = handler.lastIndexOf('.');
  // The endings that Lambda's Node runtime tries.
  const file = ['.js', '.mjs', '.cjs']
    .map((ending) => join(target, handler.slice(0, dot) + ending))
    .find((candidate) => existsSync(candidate));
  if (!file) throw new Error(`${zipFile} holds no ${handler.slice(0, dot)}`);
  return { file, exportName: handler.slice(dot + 1) };
};
