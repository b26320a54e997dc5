import { seededRandom } from './random.ts';
import { tryAccept } from './try-accept.ts';
import { tryLines } from './try-lines.ts';
import { tryReceive } from './try-receive.ts';

/** `--seed <seed> --from <input> --inputs 1` tries it again. */
export type Finding = { input: number; error: Error };

type Run = { seed: number; from: number; inputs: number; progress?: (done: number, findings: number) => void };

const stages = [tryAccept, tryReceive, tryLines];

/** Tries inputs, each made from its own number, on each stage in turn. */
export const runFuzz = async ({ seed, from, inputs, progress }: Run): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (let input = from; input < from + inputs; input++) {
    const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ input);
    try {
      await stages[input % stages.length]?.(random);
    } catch (error) {
      findings.push({ input, error: error as Error });
    }
    if (input % 1000 === 0) progress?.(input - from, findings.length);
  }
  return findings;
};
