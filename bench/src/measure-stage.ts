import { type Cost, costOf } from './cost-of.ts';
import { answer } from './in-own-process.ts';
import { median } from './median.ts';
import { batchSize, rounds, stages, warmUp } from './readings.ts';

export type StageResult = {
  /** Microseconds a reading, medians over the rounds: of the stage, and of the floor beside it. */
  stage: Cost;
  floor: Cost;
  /** Median over the rounds of floor / stage: 1 would be as fast as the floor. */
  ratio: Cost;
  peakMegabytes: number;
  /** Before the bundle was loaded. */
  emptyMegabytes: number;
};

/** Runs in a process of its own, with the environment of the function: `node measure-stage.ts <stage> <bundle> <export>`. */
const [name = '', file = '', exportName = ''] = process.argv.slice(2);
const stage = stages[name];
if (!stage) throw new Error(`There is no stage ${name}`);
const emptyMegabytes = process.memoryUsage.rss() / 2 ** 20;
const module = await import(file);
const handler = module[exportName] ?? module.default[exportName];
const event = stage.event();
const encoded = stage.readings().map((bytes) => bytes.toString('base64'));
const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 60_000 };

/** What no handler can do without: base64 decoded and JSON parsed, each reading alone. */
const floor = (): number => {
  let seen = 0;
  for (const data of encoded) if (JSON.parse(Buffer.from(data, 'base64').toString('utf8'))) seen++;
  return seen;
};

/** As often as it takes for a floor of a few milliseconds to be timed. */
const floorRepeats = 5;

const measured: { stage: Cost; floor: Cost }[] = [];
for (let round = 0; round < rounds; round++) {
  const ofStage = await costOf(batchSize, () => handler(event, context));
  const ofFloor = await costOf(batchSize * floorRepeats, () => Array.from({ length: floorRepeats }, floor));
  if (round >= warmUp) measured.push({ stage: ofStage, floor: ofFloor });
}

const medianCost = (cost: (round: { stage: Cost; floor: Cost }) => Cost): Cost => ({
  wall: median(measured.map((round) => cost(round).wall)),
  cpu: median(measured.map((round) => cost(round).cpu)),
});

const result: StageResult = {
  stage: medianCost((round) => round.stage),
  floor: medianCost((round) => round.floor),
  ratio: medianCost((round) => ({
    wall: round.floor.wall / round.stage.wall,
    cpu: round.floor.cpu / round.stage.cpu,
  })),
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  emptyMegabytes,
};
answer(result);
