import { median } from './median.ts';
import { batchSize, stages } from './readings.ts';

/** Rounds of one batch through the handler and the same bytes through the floor, in turns; the first are warm-up. */
const rounds = 60;
const warmUp = 15;

export type StageResult = {
  /** Microseconds a reading, medians: wall clock, CPU of the process, and of the floor beside it. */
  wall: number;
  cpu: number;
  floor: number;
  /** Median over the rounds of floor / stage, by CPU and by wall clock. */
  ratio: number;
  wallRatio: number;
  peakMegabytes: number;
};

/** Runs in a process of its own, with the environment of the function: `node measure-stage.ts <stage> <bundle> <export>`. */
const [name = '', file = '', exportName = ''] = process.argv.slice(2);
const stage = stages[name];
if (!stage) throw new Error(`There is no stage ${name}`);
const module = await import(file);
const handler = module[exportName] ?? module.default[exportName];
const event = stage.event();
const encoded = stage.readings().map((bytes) => bytes.toString('base64'));

/** What no handler can do without: base64 decoded and JSON parsed, each reading alone. */
const floor = (): number => {
  let seen = 0;
  for (const data of encoded) if (JSON.parse(Buffer.from(data, 'base64').toString('utf8'))) seen++;
  return seen;
};

const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 60_000 };
const timed = async (work: () => unknown) => {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await work();
  const wall = (performance.now() - before) * 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wall: wall / batchSize, cpu: (user + system) / batchSize };
};

const measured: { stage: { wall: number; cpu: number }; floor: { wall: number } }[] = [];
for (let round = 0; round < rounds; round++) {
  const answer = { value: undefined as unknown };
  const stageTime = await timed(async () => {
    answer.value = await handler(event, context);
  });
  const failures = (answer.value as { batchItemFailures?: unknown[] }).batchItemFailures ?? [];
  if (failures.length > 0) throw new Error(`${name} failed: ${JSON.stringify(answer.value)}`);
  // Five times, so that a floor of a few milliseconds can be timed.
  const floorTime = await timed(() => Array.from({ length: 5 }, floor));
  if (round >= warmUp) measured.push({ stage: stageTime, floor: { wall: floorTime.wall / 5 } });
}

const result: StageResult = {
  wall: median(measured.map(({ stage: each }) => each.wall)),
  cpu: median(measured.map(({ stage: each }) => each.cpu)),
  floor: median(measured.map(({ floor: each }) => each.wall)),
  ratio: median(measured.map((each) => each.floor.wall / each.stage.cpu)),
  wallRatio: median(measured.map((each) => each.floor.wall / each.stage.wall)),
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
};
process.stderr.write(`result ${JSON.stringify(result)}\n`);
process.exit(0);
