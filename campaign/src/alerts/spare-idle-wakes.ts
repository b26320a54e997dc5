import type { Item } from '@millrace/shared/runtime/get-items';
import type { Aws } from '../aws.ts';
import type { VirtualTime } from '../virtual-time.ts';
import { readItems } from './read-items.ts';

type Ports = {
  aws: Aws;
  time: VirtualTime;
  statesTable: string;
  start: (functionArn: string, payload: string) => void;
};

/** Milliseconds between two calls of a schedule. */
const minute = 60_000;

/**
 * Starts a scheduled function only where a timer of its slots runs out before the schedule calls again: a world may wait for
 * a day, and would look at empty slots sixteen times a minute.
 */
export const spareIdleWakes = ({ aws, time, statesTable, start }: Ports) => {
  let readAt = Number.NaN;
  let items: Promise<Item[]> = Promise.resolve([]);
  return async (functionArn: string, payload: string): Promise<void> => {
    if (readAt !== time.now()) {
      readAt = time.now();
      items = time.during(readItems(aws, statesTable));
    }
    const { slots = '' }: { slots?: string } = JSON.parse(payload);
    const isDue = ({ slot, wakeAt }: Item): boolean =>
      slot?.S !== undefined && slots.includes(slot.S) && Number(wakeAt?.N) < readAt + minute;
    if ((await items).some(isDue)) start(functionArn, payload);
  };
};
