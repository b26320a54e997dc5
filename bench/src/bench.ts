import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serveAnsweringAws } from './answering-aws.ts';
import { type DeployedFunction, deployedFunctions } from './deployed-functions.ts';
import { measureBundles } from './measure-bundles.ts';
import { measureEndToEnd } from './measure-end-to-end.ts';
import type { StageResult } from './measure-stage.ts';
import { stages } from './readings.ts';
import { report } from './report.ts';

/** npm run bench [-- --write]: measures, prints, and with --write keeps the result in docs/benchmarks.md. */
const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
const progress = (step: string) => process.stderr.write(`${step} …\n`);

const measureStages = async (functions: DeployedFunction[]): Promise<Record<string, StageResult>> => {
  const aws = await serveAnsweringAws();
  const results: Record<string, StageResult> = {};
  for (const [name, stage] of Object.entries(stages)) {
    progress(`Measuring ${name}`);
    const deployed = functions.find((each) => each.name === stage.function);
    if (!deployed) throw new Error(`${stage.function} is not packaged`);
    const script = join(import.meta.dirname, 'measure-stage.ts');
    const env = { ...deployed.environment, AWS_ENDPOINT_URL: aws.url };
    const args = ['--no-warnings', script, name, deployed.file, deployed.exportName];
    const { stderr } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 64 * 1024 * 1024 });
    results[name] = JSON.parse(/^result (.*)$/m.exec(stderr)?.[1] ?? '{}');
  }
  await aws.close();
  return results;
};

const functions = deployedFunctions(root, directory);
const stageResults = await measureStages(functions);
const bundles = await measureBundles(functions, progress);
const endToEnd = await measureEndToEnd(root, progress);
const { stdout: commit } = await promisify(execFile)('git', ['rev-parse', '--short', 'HEAD'], { cwd: root });
const page = report({ stages: stageResults, bundles, endToEnd, commit: commit.trim() });
console.log(page);
if (process.argv.includes('--write')) writeFileSync(join(root, 'docs/benchmarks.md'), page);
rmSync(directory, { recursive: true });
process.exit(0);
