import { type VirtualClock, virtualClock } from '../../sandbox/src/clock.ts';

export type VirtualTime = VirtualClock & {
  /** Work that is done in real time, such as SQL: virtual time stands still until it has ended. */
  during<T>(work: Promise<T>): Promise<T>;
};

/**
 * Virtual time and seeded chance for this whole process: `Date.now`, `setTimeout`, `clearTimeout`, `AbortSignal.timeout` and
 * `Math.random` are of them from now on, so that the AWS SDK's own back-off passes in no time, too. The same seed gives the same order of
 * events, whatever the machine does.
 */
export const takeOverTime = (start: number, random: () => number): VirtualTime => {
  let underWay = 0;
  const settle = async (): Promise<void> => {
    do await turn();
    while (underWay > 0 || isReadingFiles());
    await turn();
  };
  const clock = virtualClock(start, settle);

  Date.now = clock.now;
  Math.random = random;
  globalThis.setTimeout = ((task: (...given: unknown[]) => void, delay = 0, ...given: unknown[]) => {
    const cancel = clock.after(delay, () => task(...given));
    const timer = { cancel, ref: () => timer, unref: () => timer, hasRef: () => true };
    return timer;
  }) as unknown as typeof setTimeout;
  globalThis.clearTimeout = ((timer?: { cancel?: () => void }) => timer?.cancel?.()) as typeof clearTimeout;

  AbortSignal.timeout = (delay) => {
    const controller = new AbortController();
    clock.after(delay, () => controller.abort(new DOMException('The time is up', 'TimeoutError')));
    return controller.signal;
  };

  return {
    ...clock,
    async during(work) {
      underWay++;
      try {
        return await work;
      } finally {
        underWay--;
      }
    },
  };
};

/** The AWS SDK looks for configuration files when a client is first used. */
const isReadingFiles = (): boolean => process.getActiveResourcesInfo().includes('FSReqPromise');

/** All promises that are ready run to their next wait within one turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
