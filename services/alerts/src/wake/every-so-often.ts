import type { Context } from 'aws-lambda';

type Ports = { now: () => number; pause: (milliseconds: number) => Promise<unknown>; every: number };

/** Milliseconds before its end at which a function begins nothing more. */
const reserve = 5_000;

/**
 * Works again and again, as long as the function's time allows: a schedule calls once a minute at most, and a duration
 * that ends should be found sooner. What throws ends it; the schedule calls again.
 */
export const everySoOften =
  ({ now, pause, every }: Ports) =>
  <Event>(work: (event: Event) => Promise<void>) =>
  async (event: Event, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    for (;;) {
      const begin = now();
      await work(event);
      const rest = Math.max(0, begin + every - now());
      if (context.getRemainingTimeInMillis() - rest < reserve) return;
      await pause(rest);
    }
  };
