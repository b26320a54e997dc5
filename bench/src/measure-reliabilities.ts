import { serveAnsweringAws } from './answering-aws.ts';
import type { DeployedFunction } from './deployed-functions.ts';
import { inOwnProcess } from './in-own-process.ts';
import type { ReliabilityResult } from './measure-reliability.ts';
import { stages } from './readings.ts';

/** Stages that have a naive handler. */
const compared = ['accept, aggregates', 'enrich'];

/** Each in a process of its own, in turns with its naive handler. */
export const measureReliabilities = async (
  functions: DeployedFunction[],
  progress: (step: string) => void,
): Promise<Record<string, ReliabilityResult>> => {
  const aws = await serveAnsweringAws();
  const results: Record<string, ReliabilityResult> = {};
  for (const name of compared) {
    progress(`Measuring ${name} beside its naive handler`);
    const deployed = functions.find((each) => each.name === stages[name]?.function);
    const env = { ...deployed?.environment, AWS_ENDPOINT_URL: aws.url };
    const { result } = await inOwnProcess<ReliabilityResult>('measure-reliability.ts', [name], env);
    results[name] = result;
  }
  await aws.close();
  return results;
};
