import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportCampaign } from './report-campaign.ts';
import { runCampaign } from './run-campaign.ts';

/** `npm run campaign -- [--seeds 1000] [--from 1] [--size 1000] [--mistake "…"]` */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    size: { type: 'string', default: '1000' },
    mistake: { type: 'string' },
  },
});
const [count, from, size] = [values.seeds, values.from, values.size].map(Number);
if (!count || !from || !size) {
  process.stderr.write('--seeds, --from and --size take whole numbers from 1.\n');
  process.exit(2);
}

const seeds = Array.from({ length: count }, (_, index) => from + index);
const started = Date.now();
let done = 0;
let shownAt = 0;
const result = await runCampaign({
  seeds,
  size,
  threads: availableParallelism(),
  ...(values.mistake !== undefined && { mistake: values.mistake }),
  onResult({ seed, violations }) {
    done++;
    for (const { kind, detail } of violations.slice(0, 5)) process.stderr.write(`Seed ${seed}: ${kind}: ${detail}\n`);
    if (Date.now() - shownAt < 2_000) return true;
    shownAt = Date.now();
    process.stderr.write(`${done} of ${count} seeds, ${Math.round((shownAt - started) / 1000)} s\n`);
    return true;
  },
});
console.log(reportCampaign(result));

if (result.failed.length > 0 && values.mistake === undefined) {
  const file = join(import.meta.dirname, 'failed-seeds.json');
  const known: number[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const kept = [...new Set([...known, ...result.failed.map(({ seed }) => seed)])].sort((a, b) => a - b);
  writeFileSync(file, `${JSON.stringify(kept)}\n`);
  process.stderr.write(`The seeds that failed are kept in ${file}: the tests run them from now on.\n`);
  process.exitCode = 1;
}
