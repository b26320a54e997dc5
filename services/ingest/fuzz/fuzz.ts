import { parseArgs } from 'node:util';

// Nobody reads the metrics of what is tried here; they are set up when the code is loaded.
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
const { runFuzz } = await import('./run-fuzz.ts');

const usage = `npm run fuzz -- [--inputs 1000000] [--seed 1] [--from 0]

Tries generated inputs on receive, receive-lines and accept, and compares with an oracle of its own. Ends with 1 where they differ.`;

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const [inputs, seed, from] = [Number(values.inputs), Number(values.seed), Number(values.from)];

const started = performance.now();
let shownAt = started;
const seconds = () => ((performance.now() - started) / 1000).toFixed(0);
const progress = (done: number, findings: number): void => {
  if (performance.now() - shownAt < 2_000) return;
  shownAt = performance.now();
  process.stderr.write(`${done} of ${inputs} inputs in ${seconds()} s, ${findings} findings\n`);
};

const findings = await runFuzz({ seed, from, inputs, progress });
console.log(`${inputs} inputs from seed ${seed} in ${seconds()} s: ${findings.length} findings`);
for (const { input, error } of findings.slice(0, 20)) {
  console.log(`--seed ${seed} --from ${input} --inputs 1: ${error.message}`);
  if (inputs === 1) console.log(JSON.stringify(error.cause));
}
process.exit(findings.length === 0 ? 0 : 1);
