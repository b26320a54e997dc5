import { type Reason, setAside } from '@millrace/shared/contracts/parsed';
import type { Environment } from '@millrace/shared/runtime/environment';

/** How far a device's clock may be from the arrival of its reading. */
export const clockLimits = { MAX_AHEAD_SECONDS: 'integer', MAX_BEHIND_DAYS: 'integer' } as const;
export type ClockLimits = Environment<typeof clockLimits>;

/** Both times in epoch milliseconds; undefined where the device's can be true. */
export const clockFault = (
  { MAX_AHEAD_SECONDS, MAX_BEHIND_DAYS }: ClockLimits,
  time: number,
  arrivedAt: number,
): { setAside: Reason } | undefined => {
  if (time > arrivedAt + MAX_AHEAD_SECONDS * 1000)
    return setAside('time-in-future', `is over ${MAX_AHEAD_SECONDS} s ahead of its arrival`, '/time');
  if (time < arrivedAt - MAX_BEHIND_DAYS * 86_400_000)
    return setAside('time-in-past', `is over ${MAX_BEHIND_DAYS} days behind its arrival`, '/time');
  return undefined;
};
