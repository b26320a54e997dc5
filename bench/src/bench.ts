import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AlertEngineResult } from './alerts/measure-alert-engine.ts';
import type { LatencyResult } from './alerts/measure-alert-latency.ts';
import type { UnitsResult } from './alerts/measure-dynamodb-units.ts';
import { credentials, deployedFunctions } from './deployed-functions.ts';
import { inOwnProcess } from './in-own-process.ts';
import type { BillingResult } from './measure-billing.ts';
import { measureBundles } from './measure-bundles.ts';
import type { EndToEndResult } from './measure-end-to-end.ts';
import { measureRegistry } from './measure-registry.ts';
import { measureReliabilities } from './measure-reliabilities.ts';
import { measureStages } from './measure-stages.ts';
import { report } from './report.ts';

/** npm run bench [-- --write]: measures, prints, and with --write keeps the result in docs/benchmarks.md. */
const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
const progress = (step: string) => process.stderr.write(`${step} …\n`);

const functions = deployedFunctions(root, directory);
const stages = await measureStages(functions, progress);
const reliability = await measureReliabilities(functions, progress);
const bundles = await measureBundles(functions, directory, progress);
progress('Billing a trace of readings');
const { result: billing } = await inOwnProcess<BillingResult>('measure-billing.ts', [], {
  ...process.env,
  ...credentials,
  POWERTOOLS_METRICS_DISABLED: 'true',
});
progress('Evaluating alert rules');
const { result: alertEngine } = await inOwnProcess<AlertEngineResult>('alerts/measure-alert-engine.ts', []);
progress('Sending readings through the whole platform');
const { result: endToEnd } = await inOwnProcess<EndToEndResult>('measure-end-to-end.ts', [root]);
const registry = await measureRegistry(directory, progress);
progress('Counting what alerts cost in DynamoDB');
const silent = { ...process.env, POWERTOOLS_METRICS_DISABLED: 'true' };
const { result: units } = await inOwnProcess<UnitsResult>('alerts/measure-dynamodb-units.ts', [], silent);
progress('Timing alerts through the whole platform (two minutes)');
const { result: latency } = await inOwnProcess<LatencyResult>('alerts/measure-alert-latency.ts', [root]);
const commit = await describeCommit();
const page = report({
  stages,
  reliability,
  ...billing,
  ...bundles,
  endToEnd,
  registry,
  alerts: { units, latency },
  alertEngine,
  commit,
});
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
