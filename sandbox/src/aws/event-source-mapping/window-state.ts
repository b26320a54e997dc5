import type { CallFunction } from './call-function.ts';
import type { LaneProgress } from './progress.ts';
import { backoff } from './retry.ts';
import type { Settings } from './settings.ts';
import { stateIsTooLarge, type WindowFields, windowFields, windowStart } from './tumbling-window.ts';
import type { Waits } from './waits.ts';

type Ports = {
  settings: Settings;
  shardId: string;
  streamArn: string;
  progress: LaneProgress;
  call: CallFunction;
  waits: Waits;
};

export type WindowState = ReturnType<typeof createWindowState>;

/** The state that a lane carries from one invocation to the next within a tumbling window, and the call that ends it. */
export const createWindowState = ({ settings, shardId, streamArn, progress, call, waits }: Ports) => {
  const length = settings.tumblingWindow;
  // A window of an earlier run with other windows.
  if (progress.window && windowStart(progress.window.start, length) !== progress.window.start) delete progress.window;

  const fields = (isFinalInvokeForWindow: boolean, isWindowTerminatedEarly: boolean): WindowFields | undefined =>
    progress.window &&
    windowFields(progress.window, { length, shardId, streamArn, isFinalInvokeForWindow, isWindowTerminatedEarly });

  /** Lambda goes on with the shard only when this call has succeeded. */
  const callLast = async (early: boolean): Promise<void> => {
    for (let failures = 1; ; failures++) {
      const outcome = await call([], fields(true, early));
      if (outcome && 'state' in outcome) return;
      await waits.sleep(backoff(failures));
    }
  };

  return {
    /** When the open window ends, in epoch milliseconds; never when there is none. */
    end: (): number => (progress.window ? progress.window.start + length : Number.POSITIVE_INFINITY),

    /** The window that starts then, opened when it is not; undefined for a mapping without windows. */
    of(start: number): WindowFields | undefined {
      if (length === 0) return undefined;
      progress.window ??= { start, state: {} };
      return fields(false, false);
    },

    /** Ends the open window, unless it is the one that starts then. */
    async endBefore(start: number | undefined): Promise<void> {
      if (!progress.window || progress.window.start === start) return;
      await callLast(false);
      delete progress.window;
    },

    /** Keeps the state that the function returned. One that is too large ends the window early; it goes on empty. */
    async keep(state: unknown): Promise<void> {
      if (!progress.window) return;
      progress.window.state = state;
      if (!stateIsTooLarge(state)) return;
      await callLast(true);
      progress.window.state = {};
    },
  };
};
