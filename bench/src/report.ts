import { cpus, totalmem } from 'node:os';
import { alertEngineSection } from './alert-engine-section.ts';
import type { AlertEngineResult } from './alerts/measure-alert-engine.ts';
import { type AlertsResult, alertsSection } from './alerts-section.ts';
import { billSection } from './bill-section.ts';
import { markdownTable } from './markdown-table.ts';
import type { BillingResult } from './measure-billing.ts';
import type { BundleResult, BundlesResult } from './measure-bundles.ts';
import type { EndToEndResult } from './measure-end-to-end.ts';
import type { RegistryResult } from './measure-registry.ts';
import type { ReliabilityResult } from './measure-reliability.ts';
import type { StageResult } from './measure-stage.ts';
import { batchSize, rounds, warmUp } from './readings.ts';
import { traffic } from './registry-traffic.ts';

type Results = BundlesResult &
  BillingResult & {
    stages: Record<string, StageResult>;
    reliability: Record<string, ReliabilityResult>;
    endToEnd: EndToEndResult;
    registry: RegistryResult;
    alerts: AlertsResult;
    alertEngine: AlertEngineResult;
    commit: string;
  };

/** The text of `docs/benchmarks.md`. */
export const report = ({
  stages,
  reliability,
  bills,
  bundles,
  emptyImportMs,
  endToEnd,
  registry,
  alerts,
  alertEngine,
  commit,
}: Results): string => `# Benchmarks

\`npm run bench -- --write\` wrote this page at commit ${commit} on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpus()[0]?.model.trim()},
${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}. The machine is shared: medians and ratios travel, rates do not.

## Stages

Batches of ${batchSize} readings with seven measures, about 300 bytes as the device sends them, through the handler of the packaged bundle
with its real SDK clients. AWS is a server on loopback in another process that says yes to everything; no reading raises an alert.
In turns with each batch, the same process runs the floor: base64 decoding and \`JSON.parse\` of that stage's own input, each reading alone.
Medians of ${rounds - warmUp} rounds after ${warmUp} to warm up. CPU is that of the whole process, its compiler and garbage collector included.

${stagesTable(stages)}

Ratio = floor / stage, per round. Peak memory is that of the process, ${Math.round(Object.values(stages)[0]?.emptyMegabytes ?? 0)} MB of it before the bundle is loaded.

End to end, the whole sandbox in one process, from the first put into the raw stream to the last row in the hot store:
${endToEnd.readings} readings of four measures in ${endToEnd.seconds.toFixed(1)} s (median of ${endToEnd.rounds}), **${Math.round(endToEnd.readings / endToEnd.seconds)} readings/s**; peak memory ${Math.round(endToEnd.peakMegabytes)} MB for all services and functions.

## What reliability costs

Accept and enrich beside naive handlers (\`bench/src/naive\`), in turns in one process: both open, parse, check, enrich, pack and send
alike and with the same clients. The naive ones trust every aggregate and every accepted reading, give readings no id and no
delivery, drop what is bad, and look at no answer.

${reliabilityTable(reliability)}

${billSection(bills)}

${alertEngineSection(alertEngine)}

## Device registry

${registrySection(registry)}

${alertsSection(alerts)}
## Bundles

Import is \`require\` of the deployed file in a process that has just started, the median of five; an empty file takes ${emptyImportMs.toFixed(1)} ms.

${bundlesTable(bundles)}

## Aims

- Accept at half the floor's rate or better: ${halfOfFloor(stages)}.
- Reliability for at most 15 % more CPU: ${Object.entries(reliability)
  .map(([name, { more }]) => `${name} ${more <= 0.15 ? 'met' : 'not met'} (${percent(more)})`)
  .join(', ')}.
- Bundles under 400 KB: ${countOf(bundles, ({ kilobytes }) => kilobytes < 400)}. The S3 client (about 130 KB, its schemas cannot be shaken out) and TypeBox (about 120 KB) are what the larger ones carry.
- A million evaluations of thresholds a second on one core: ${alertEngine.quiet.every(({ name, rules, readingsPerSecond }) => name !== 'thresholds' || rules * readingsPerSecond >= 1e6) ? 'met' : 'not met'}.
- Imports under 150 ms: ${countOf(bundles, ({ importMs }) => importMs < 150)}.
`;

const stagesTable = (stages: Record<string, StageResult>): string =>
  markdownTable(
    [
      'stage',
      'readings/s',
      'wall µs',
      'CPU µs',
      'floor wall µs',
      'floor CPU µs',
      'ratio wall',
      'ratio CPU',
      'peak memory MB',
    ],
    Object.entries(stages).map(([name, { stage, floor, ratio, peakMegabytes }]) => [
      name,
      String(Math.round(1e6 / stage.wall)),
      ...[stage.wall, stage.cpu, floor.wall, floor.cpu].map((microseconds) => microseconds.toFixed(1)),
      ...[ratio.wall, ratio.cpu].map((each) => each.toFixed(2)),
      String(Math.round(peakMegabytes)),
    ]),
  );

const registrySection = ({
  imported,
  read,
}: RegistryResult): string => `A million devices from a CSV into S3, a server on loopback, in ${imported.seconds.toFixed(0)} s (${imported.cpuSeconds.toFixed(0)} s of CPU) with ${Math.round(imported.megabytes)} MB at
the peak; one device that changed, in ${imported.changeSeconds.toFixed(2)} s, as ${imported.changeObjects} object beside the pointer.

Read as enrich reads it, all shards in memory take ${Math.round(read.heldMegabytes.buffers)} MB of buffers and ${Math.max(0, Math.round(read.heldMegabytes.heap))} MB of heap
(${Math.round(read.heldMegabytes.rss)} MB more of the process are resident) and ${read.loadSeconds.toFixed(1)} s to load. In calls for a thousand
devices, a device that was asked for lately takes ${read.lookup.hot.toFixed(1)} µs, another ${read.lookup.cold.toFixed(1)} µs, one that is not registered ${read.lookup.unknown.toFixed(1)} µs of CPU.

For a million readings, in batches of ${traffic.batch} from as many devices at random, one batch a second, while a device changes every ${traffic.secondsBetweenPublications} s and the
registry may be ${traffic.maxAgeSeconds} s old: ${read.traffic.read} objects read, ${Math.round(read.traffic.megabytes)} MB, nearly all of it at the start, and ${read.traffic.unchanged} answers that nothing changed.`;
const reliabilityTable = (results: Record<string, ReliabilityResult>): string =>
  markdownTable(
    ['handler', 'CPU µs', 'naive CPU µs', 'more'],
    Object.entries(results).map(([name, { ours, naive, more }]) => [
      name,
      ours.toFixed(1),
      naive.toFixed(1),
      percent(more),
    ]),
  );

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const bundlesTable = (bundles: readonly BundleResult[]): string =>
  markdownTable(
    ['function', 'KB', 'KB zipped', 'import ms'],
    bundles.map(({ name, kilobytes, zippedKilobytes, importMs }) => [
      name,
      ...[kilobytes, zippedKilobytes, importMs].map((each) => String(Math.round(each))),
    ]),
  );

/** By wall clock, which is what a rate is; both inputs have to meet it. */
const halfOfFloor = (stages: Record<string, StageResult>): string => {
  const accepts = Object.entries(stages).filter(([name]) => name.startsWith('accept'));
  const figures = accepts.map(
    ([name, { ratio }]) => `${name}: ${ratio.wall.toFixed(2)}, ${ratio.cpu.toFixed(2)} by CPU`,
  );
  return `${accepts.every(([, { ratio }]) => ratio.wall >= 0.5) ? 'met' : 'not met'} (${figures.join('; ')})`;
};

const countOf = (bundles: readonly BundleResult[], met: (bundle: BundleResult) => boolean): string =>
  `${bundles.filter(met).length} of ${bundles.length} meet it`;
