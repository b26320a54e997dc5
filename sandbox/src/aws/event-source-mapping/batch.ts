import type { Item } from './event.ts';
import type { Settings } from './settings.ts';
import { windowByteReserve, windowStart } from './tumbling-window.ts';

/** What an invocation may carry, in bytes of JSON. */
const payloadByteLimit = 6 * 1024 * 1024;
const envelopeBytes = '{"Records":[]}'.length;

export type Batch = ReturnType<typeof createBatch>;

/** Gathers records up to the batch size and the payload limit, all of one tumbling window. */
export const createBatch = ({ batchSize, tumblingWindow }: Pick<Settings, 'batchSize' | 'tumblingWindow'>) => {
  const items: Item[] = [];
  let room = payloadByteLimit - (tumblingWindow > 0 ? windowByteReserve : 0) - envelopeBytes;

  /** The start of the window of the records so far. */
  const window = () => items[0] && windowStart(items[0].record.arrivedAt, tumblingWindow);

  const isFull = () => items.length >= batchSize;

  return {
    items,
    window,
    isFull,

    /** False when the record does not belong to this batch any more; a first one always does. */
    add(item: Item): boolean {
      const bytes = Buffer.byteLength(item.json) + 1;
      if (items.length > 0) {
        if (isFull() || bytes > room) return false;
        if (windowStart(item.record.arrivedAt, tumblingWindow) !== window()) return false;
      }
      items.push(item);
      room -= bytes;
      return true;
    },
  };
};
