import { readEnvironment } from '@millrace/shared/runtime/environment';
import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { environment as enrichEnvironment } from '../../services/enrich/src/enrich/config.ts';
import { enrich } from '../../services/enrich/src/enrich/enrich.ts';
import { accept } from '../../services/ingest/src/accept/accept.ts';
import { environment as acceptEnvironment } from '../../services/ingest/src/accept/config.ts';
import { costOf } from './cost-of.ts';
import { answer } from './in-own-process.ts';
import { median } from './median.ts';
import { naiveAccept } from './naive/naive-accept.ts';
import { naiveEnrich } from './naive/naive-enrich.ts';
import { batchSize, rounds, stages, warmUp } from './readings.ts';

/** Medians over the rounds: CPU microseconds a reading of either handler, and of what ours takes more, as a share. */
export type ReliabilityResult = { ours: number; naive: number; more: number };

/** Runs in a process of its own, with the environment of the function: `node measure-reliability.ts <stage>`. */
const world = lambdaWorld();
const handlers = {
  'accept, aggregates': () => {
    const config = readEnvironment(acceptEnvironment);
    return { ours: observed(accept(config, world)), naive: observed(naiveAccept(config, world)) };
  },
  enrich: () => {
    const config = readEnvironment(enrichEnvironment);
    return { ours: observed(enrich(config, world)), naive: observed(naiveEnrich(config, world)) };
  },
};

const name = process.argv[2] as keyof typeof handlers;
const { ours, naive } = handlers[name]();
const event = stages[name]?.event() as never;
const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 60_000 } as never;
const pairs: { ours: number; naive: number }[] = [];
for (let round = 0; round < rounds; round++) {
  const costs = { ours: 0, naive: 0 };
  // Each goes first in every second round.
  for (const which of round % 2 === 0 ? (['ours', 'naive'] as const) : (['naive', 'ours'] as const)) {
    const handler = which === 'ours' ? ours : naive;
    costs[which] = (await costOf(batchSize, () => handler(event, context))).cpu;
  }
  if (round >= warmUp) pairs.push(costs);
}
const result: ReliabilityResult = {
  ours: median(pairs.map((pair) => pair.ours)),
  naive: median(pairs.map((pair) => pair.naive)),
  more: median(pairs.map((pair) => pair.ours / pair.naive - 1)),
};
answer(result);
