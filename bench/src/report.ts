import { cpus, totalmem } from 'node:os';
import type { BundleResult } from './measure-bundles.ts';
import type { EndToEndResult } from './measure-end-to-end.ts';
import type { StageResult } from './measure-stage.ts';
import { batchSize } from './readings.ts';

type Results = {
  stages: Record<string, StageResult>;
  bundles: BundleResult[];
  endToEnd: EndToEndResult;
  commit: string;
};

/** The text of `docs/benchmarks.md`. */
export const report = ({ stages, bundles, endToEnd, commit }: Results): string => `# Benchmarks

\`npm run bench -- --write\` wrote this page at commit ${commit} on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB,
Node ${process.versions.node}. The machine is shared, so medians and ratios travel better than rates.

## Stages

Batches of ${batchSize} readings of about 300 bytes with seven measures, through the packaged bundle's handler with the real SDK clients; AWS
is a server on loopback, in another process, that says yes to everything. The floor is measured in turns with each batch in the
same process: base64 decoding and \`JSON.parse\` of that stage's readings, each alone. Ratio = floor / stage, the median over the rounds.

| stage | readings/s | µs a reading (wall) | µs (CPU) | floor µs | ratio by CPU | ratio by wall clock | peak memory MB |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${Object.entries(stages).map(stageRow).join('\n')}

End to end, the whole sandbox on this machine, from the raw stream to the hot store: ${endToEnd.readings} readings in ${endToEnd.seconds.toFixed(1)} s,
${Math.round(endToEnd.readings / endToEnd.seconds)} readings/s; peak memory ${Math.round(endToEnd.peakMegabytes)} MB, all services and functions in one process.

## Bundles

Import time is that of \`require\` of the deployed file in a fresh process, the median of seven.

| function | KB | KB zipped | import ms |
| --- | ---: | ---: | ---: |
${bundles.map(({ name, kilobytes, zipped, importMs }) => `| ${name} | ${Math.round(kilobytes)} | ${Math.round(zipped)} | ${Math.round(importMs)} |`).join('\n')}

## Aims

- Accept at half the floor's rate or better: ${verdict(best(stages) >= 0.5)} (${best(stages).toFixed(2)} of the floor by CPU on the better of its inputs).
- Bundles under 400 KB: ${countOf(bundles, ({ kilobytes }) => kilobytes < 400)}. The S3 client (about 130 KB, its schemas cannot be shaken out) and TypeBox (about 120 KB) are what the larger ones carry.
- Imports under 150 ms: ${countOf(bundles, ({ importMs }) => importMs < 150)}.
`;

const stageRow = ([name, { wall, cpu, floor, ratio, wallRatio, peakMegabytes }]: [string, StageResult]): string =>
  `| ${name} | ${Math.round(1e6 / wall)} | ${wall.toFixed(1)} | ${cpu.toFixed(1)} | ${floor.toFixed(1)} | ${ratio.toFixed(2)} | ${wallRatio.toFixed(2)} | ${Math.round(peakMegabytes)} |`;

const best = (stages: Record<string, StageResult>): number =>
  Math.max(...Object.entries(stages).flatMap(([name, { ratio }]) => (name.startsWith('accept') ? [ratio] : [])));

const verdict = (met: boolean): string => (met ? 'met' : 'not met');

const countOf = (bundles: BundleResult[], met: (bundle: BundleResult) => boolean): string =>
  `${bundles.filter(met).length} of ${bundles.length} meet it`;
