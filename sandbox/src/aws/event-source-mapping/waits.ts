import type { Clock } from '../../clock.ts';

type Sleep = { quiet: boolean; wake(): void };

export type Waits = ReturnType<typeof createWaits>;

/** Everything a lane waits for. After `stop` none of it comes any more: the lane stays where it stands and is forgotten. */
export const createWaits = (clock: Clock) => {
  let stopped = false;
  const timers = new Set<() => void>();
  let sleeper: Sleep | undefined;

  const after = (delay: number, task: () => void): (() => void) => {
    const cancel = clock.after(delay, () => {
      timers.delete(cancel);
      task();
    });
    timers.add(cancel);
    return () => {
      timers.delete(cancel);
      cancel();
    };
  };

  return {
    sleep: (delay: number): Promise<void> => new Promise((resolve) => after(delay, resolve)),

    /** The outcome of work done elsewhere. */
    result: <T>(work: Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        work.then(
          (value) => stopped || resolve(value),
          (error) => stopped || reject(error),
        );
      }),

    /** Waits for `wake`, or until a time in epoch milliseconds; `Infinity` is no time. */
    change: (until: number): Promise<void> =>
      new Promise((resolve) => {
        const timed = until < Number.POSITIVE_INFINITY;
        const cancel = timed ? after(until - clock.now(), () => sleep.wake()) : undefined;
        const sleep: Sleep = {
          quiet: !timed,
          wake() {
            cancel?.();
            if (sleeper === sleep) sleeper = undefined;
            resolve();
          },
        };
        sleeper = sleep;
      }),

    /** Ends `change` a tick later, so that a burst of puts is taken up as one. Whoever is awake looks again by himself. */
    wake(): void {
      if (!sleeper || stopped) return;
      const { wake } = sleeper;
      sleeper = undefined;
      after(0, wake);
    },

    /** Waiting for nothing but `wake`. */
    quiet: (): boolean => sleeper?.quiet ?? false,

    stop(): void {
      stopped = true;
      for (const cancel of timers) cancel();
      timers.clear();
    },
  };
};
