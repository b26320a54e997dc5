import { execFile } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DeployedFunction } from './deployed-functions.ts';
import { median } from './median.ts';

export type BundleResult = { name: string; kilobytes: number; zippedKilobytes: number; importMs: number };
export type BundlesResult = { bundles: BundleResult[]; emptyImportMs: number };

/** Imports of each bundle, each in a fresh process. */
const starts = 5;

/** Sizes, and how long `require` takes in a process that has just started; the process's own start is not in it. */
export const measureBundles = async (
  functions: DeployedFunction[],
  directory: string,
  progress: (step: string) => void,
): Promise<BundlesResult> => {
  const empty = { file: join(directory, 'empty.cjs'), environment: {} };
  writeFileSync(empty.file, '');
  const imports = [empty, ...functions].map((module) => ({ module, times: [] as number[] }));
  // One of each in turn, so that what else the machine does meets all alike.
  for (let start = 1; start <= starts; start++) {
    progress(`Importing each bundle, ${start} of ${starts}`);
    for (const { module, times } of imports) times.push(await importTime(module));
  }
  const [emptyImportMs = 0, ...importMs] = imports.map(({ times }) => median(times));
  const bundles = functions.map(({ name, file, zipFile }, index) => ({
    name,
    kilobytes: statSync(file).size / 1000,
    zippedKilobytes: statSync(zipFile).size / 1000,
    importMs: importMs[index] ?? 0,
  }));
  return { bundles, emptyImportMs };
};

/** Milliseconds. */
const importTime = async ({ file, environment }: Pick<DeployedFunction, 'file' | 'environment'>): Promise<number> => {
  const script = `const before = performance.now();
    require(${JSON.stringify(file)});
    process.stderr.write('took ' + (performance.now() - before), () => process.exit(0));`;
  const { stderr } = await promisify(execFile)(process.execPath, ['--no-warnings', '-e', script], { env: environment });
  return Number(/took (.*)/.exec(stderr)?.[1]);
};
