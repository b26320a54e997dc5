import type { KinesisStreamEvent } from 'aws-lambda';
import type { Invoke } from '../../../sandbox/src/lambda/invoke.ts';
import type { VirtualTime } from '../virtual-time.ts';

/** When a record was handed to a function: how often, when first, and until when the last of these lasted. */
export type Deliveries = Map<string, { times: number; first: number; last: number }>;

/** Notes, by sequence number, what the function whose name ends so is given. */
export const watchDeliveries = (ending: string, { time, invoke }: { time: VirtualTime; invoke: Invoke }) => {
  const deliveries: Deliveries = new Map();
  const note = (numbers: string[], isBegin: boolean): void => {
    for (const number of numbers) {
      const known = deliveries.get(number) ?? { times: 0, first: time.now(), last: time.now() };
      deliveries.set(number, { ...known, times: known.times + (isBegin ? 1 : 0), last: time.now() });
    }
  };
  const watched: Invoke = async (name, payload) => {
    if (!name.endsWith(ending)) return invoke(name, payload);
    const { Records }: KinesisStreamEvent = JSON.parse(payload);
    const numbers = Records.map(({ kinesis }) => kinesis.sequenceNumber);
    note(numbers, true);
    try {
      return await invoke(name, payload);
    } finally {
      note(numbers, false);
    }
  };
  return { invoke: watched, deliveries };
};
