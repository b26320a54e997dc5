import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deployedFunctions } from './deployed-functions.ts';
import { inOwnProcess } from './in-own-process.ts';
import { measureBundles } from './measure-bundles.ts';
import type { EndToEndResult } from './measure-end-to-end.ts';
import { measureRegistry } from './measure-registry.ts';
import { measureStages } from './measure-stages.ts';
import { report } from './report.ts';

/** npm run bench [-- --write]: measures, prints, and with --write keeps the result in docs/benchmarks.md. */
const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
const progress = (step: string) => process.stderr.write(`${step} …\n`);

const functions = deployedFunctions(root, directory);
const stages = await measureStages(functions, progress);
const bundles = await measureBundles(functions, directory, progress);
progress('Sending readings through the whole platform');
const { result: endToEnd } = await inOwnProcess<EndToEndResult>('measure-end-to-end.ts', [root]);
const registry = await measureRegistry(directory, progress);
const page = report({ stages, ...bundles, endToEnd, registry, commit: await describeCommit() });
console.log(page);
if (process.argv.includes('--write')) writeFileSync(join(root, 'docs/benchmarks.md'), page);
rmSync(directory, { recursive: true });

/** The short hash, ended by `-dirty` when files differ from it. */
async function describeCommit(): Promise<string> {
  const { stdout } = await promisify(execFile)('git', ['describe', '--always', '--exclude=*', '--dirty'], {
    cwd: root,
  });
  return stdout.trim();
}
