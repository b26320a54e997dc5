import type { Clock } from '../../clock.ts';
import type { BufferHints } from './delivery-stream.ts';

export type RecordBuffer<T> = { add(item: T, bytes: number): void; flush(): void };

/**
 * Collects items until they reach `hints.bytes`, or the first has waited `hints.interval` ms, and hands them on in
 * order.
 */
export const createBuffer = <T>(clock: Clock, hints: BufferHints, handOn: (items: T[]) => void): RecordBuffer<T> => {
  let items: T[] = [];
  let held = 0;
  let cancelTimer = () => {};

  const flush = (): void => {
    cancelTimer();
    if (items.length === 0) return;
    const full = items;
    items = [];
    held = 0;
    handOn(full);
  };

  return {
    add(item, bytes) {
      if (items.length === 0) cancelTimer = clock.after(hints.interval, flush);
      items.push(item);
      held += bytes;
      if (held >= hints.bytes) flush();
    },
    flush,
  };
};
