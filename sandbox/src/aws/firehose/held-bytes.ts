import type { DeliveryStream } from './delivery-stream.ts';

/**
 * Counts the bytes in buffers and under way. Full is more than the buffers can hold while they wait for their
 * intervals, so that a full pipeline always has work under way that will empty it.
 */
export const createHeld = (stream: DeliveryStream) => {
  const limit = 2 * stream.buffer.bytes + (stream.transform?.buffer.bytes ?? 0) + 16 * 1024 * 1024;
  let bytes = 0;
  const waiting: (() => void)[] = [];
  const isFull = () => bytes > limit;
  return {
    isFull,
    take(more: number): void {
      bytes += more;
    },
    give(less: number): void {
      bytes -= less;
      if (isFull()) return;
      for (const go of waiting.splice(0)) go();
    },
    async hasRoom(): Promise<void> {
      while (isFull()) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
};
