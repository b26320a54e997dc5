import type { Aws } from './aws.ts';
import { readGivenUp } from './given-up.ts';

/** Puts records that Lambda gave up back into their streams; answers how many objects were not `done` yet. */
export const restoreGivenUp = async (aws: Aws, done: Set<string>): Promise<number> => {
  const found = (await readGivenUp(aws)).filter(({ key }) => !done.has(key));
  for (const { key, stream, partitionKey, data } of found) {
    aws.kinesis.put({ stream, partitionKey, data });
    done.add(key);
  }
  return found.length;
};
