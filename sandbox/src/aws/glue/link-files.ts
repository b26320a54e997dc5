import { mkdir, symlink } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { TableFile } from './table-files.ts';
import { partitionSegment } from './table-view.ts';

/**
 * Links files into `folder` under paths that hold their partition's values and the extension of their key: how S3 keeps
 * an object on disk says neither. Gives the paths, in the order of the files.
 */
export const linkFiles = async (folder: string, files: TableFile[]): Promise<string[]> => {
  const links = files.map(({ key, path, values }, index) => {
    const segments = values.map((value, position) => partitionSegment(position, value));
    return { path, link: join(folder, ...segments, `${index}${extname(key)}`) };
  });
  for (const directory of new Set(links.map(({ link }) => dirname(link)))) await mkdir(directory, { recursive: true });
  await Promise.all(links.map(({ path, link }) => symlink(path, link)));
  return links.map(({ link }) => link);
};
