import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { promisify } from 'node:util';
import type { DeployedFunction } from './deployed-functions.ts';
import { median } from './median.ts';

export type BundleResult = { name: string; kilobytes: number; zipped: number; importMs: number };

/** Imports in fresh processes; their median is the cold start without the process's own. */
const starts = 7;

export const measureBundles = async (
  functions: DeployedFunction[],
  progress: (step: string) => void,
): Promise<BundleResult[]> => {
  const results: BundleResult[] = [];
  for (const { name, file, zipFile, environment } of functions) {
    progress(`Importing ${name}`);
    const script = `const t = performance.now(); require(${JSON.stringify(file)}); process.stderr.write(String(performance.now() - t)); process.exit(0)`;
    const times: number[] = [];
    for (let start = 0; start < starts; start++) {
      const { stderr } = await promisify(execFile)(process.execPath, ['--no-warnings', '-e', script], {
        env: environment,
      });
      times.push(Number(stderr));
    }
    results.push({
      name,
      kilobytes: statSync(file).size / 1000,
      zipped: statSync(zipFile).size / 1000,
      importMs: median(times),
    });
  }
  return results;
};
