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
 * Starts a scheduled function for those of its slots in which a timer runs out before the schedule calls again, and only every
 * half hour while a world waits for an outage to end: it would ask for empty slots a hundred thousand times.
 */
export const spareIdleWakes = ({ aws, time, statesTable, start }: Ports) => {
  let startsAgainAt = 0;
  let isRare = false;
  return {
    async wake(functionArn: string, payload: string): Promise<void> {
      const now = time.now();
      if (isRare && now < startsAgainAt) return;
      const items = await time.during(readItems(aws, statesTable));
      const due = new Set(items.filter(({ wakeAt }) => Number(wakeAt?.N) < now + minute).map(({ slot }) => slot?.S));
      const { slots = '' }: { slots?: string } = JSON.parse(payload);
      const dueSlots = [...slots].filter((slot) => due.has(slot)).join('');
      if (dueSlots === '') return;
      startsAgainAt = now + 30 * minute;
      start(functionArn, JSON.stringify({ slots: dueSlots }));
    },
    setRare(given: boolean): void {
      isRare = given;
    },
  };
};
