import type { Clock } from '../../clock.ts';
import type { CallFunction } from './call-function.ts';
import type { Item } from './event.ts';
import type { Failure } from './failure-document.ts';
import type { Checkpoint } from './progress.ts';
import { backoff, stepAfter } from './retry.ts';
import type { Settings } from './settings.ts';
import { windowStart } from './tumbling-window.ts';
import type { Waits } from './waits.ts';
import type { WindowState } from './window-state.ts';

type Ports = {
  clock: Clock;
  settings: Settings;
  /** Milliseconds that the stream keeps a record. */
  retention: () => number;
  call: CallFunction;
  windows: WindowState;
  giveUp: (items: Item[], failure: Failure) => Promise<void>;
  checkpoint: Checkpoint;
  waits: Waits;
};

/** Calls the function until every record of the batch is done or given up, in order. */
export const deliverBatch =
  ({ clock, settings, retention, call, windows, giveUp, checkpoint, waits }: Ports) =>
  async (batch: Item[]): Promise<void> => {
    /** What is left: the part being tried, then those that bisecting has cut off it. */
    let parts = [batch];
    let attempts = 0;
    let throttled = 0;

    /** The retry counter belongs to one checkpoint and one batch. */
    const goOn = (...next: Item[][]) => {
      parts = [...next, ...parts.slice(1)].filter((part) => part.length > 0);
      attempts = 0;
      checkpoint(parts[0]?.[0]);
    };

    const countExpired = (items: Item[]): number => {
      const oldest = clock.now() - Math.min(settings.maximumAge, retention());
      const young = items.findIndex((item) => item.record.arrivedAt >= oldest);
      return young < 0 ? items.length : young;
    };

    for (let items = parts[0]; items?.[0]; items = parts[0]) {
      const expired = countExpired(items);
      if (expired > 0) {
        await giveUp(items.slice(0, expired), { condition: 'RecordAgeExceeded', invokeCount: attempts + 1 });
        goOn(items.slice(expired));
        continue;
      }
      const outcome = await call(items, windows.of(windowStart(items[0].record.arrivedAt, settings.tumblingWindow)));
      if (!outcome) {
        await waits.sleep(backoff(++throttled));
        continue;
      }
      throttled = 0;
      attempts++;
      const step = stepAfter(outcome, { size: items.length, attempts }, settings);
      if (step.action === 'retry') await waits.sleep(backoff(attempts));
      if (step.action === 'split') goOn(items.slice(0, step.at), items.slice(step.at));
      if (step.action === 'go-on') {
        goOn(items.slice(step.done));
        if ('state' in outcome) await windows.keep(outcome.state);
      }
      if (step.action === 'give-up') {
        const { functionError } = outcome;
        await giveUp(items, { condition: 'RetryAttemptsExhausted', invokeCount: attempts, functionError });
        goOn();
      }
    }
  };
