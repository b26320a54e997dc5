import type { Item } from '@millrace/shared/runtime/get-items';
import type { Pipeline } from '../pipeline.ts';
import type { VirtualTime } from '../virtual-time.ts';
import { readItems } from './read-items.ts';

/** Milliseconds of virtual time: between two looks, for which nothing may be due, and after which nobody waits any more. */
const [step, quiet, patience] = [60_000, 120_000, 3_600_000];

/** Lets time pass until every change is told of and no timer is about to run out; false where that does not come. */
export const alertsRest = async (time: VirtualTime, { aws, heard, variables }: Pipeline): Promise<boolean> => {
  const statesTable = variables.ALERT_STATES_TABLE ?? '';
  const end = time.now() + patience;
  let heardBefore = -1;
  while (time.now() < end) {
    const restless = ({ outbox, wakeAt }: Item): boolean =>
      outbox !== undefined || Number(wakeAt?.N ?? Number.POSITIVE_INFINITY) < time.now() + quiet;
    const count = heard.topic.length + heard.bus.length;
    const items = await time.during(readItems(aws, statesTable));
    if (count === heardBefore && !items.some(restless)) return true;
    heardBefore = count;
    for (const until = time.now() + step; time.now() < until; ) await time.step();
  }
  return false;
};
