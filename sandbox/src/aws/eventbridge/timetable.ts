import type { Clock } from '../../clock.ts';
import type { Occurrences } from './schedule-expression.ts';

/** A timer holds at most 2³¹ ms (24.8 days); a longer wait is made of shorter ones. */
const longestWait = 86_400_000;

/** What fires by the clock, by ARN. Occurrences missed while the machine slept are left out, as a late alarm helps nobody. */
export const createTimetable = (clock: Clock) => {
  const entries = new Map<string, { fire: (at: number) => void; cancel: () => void }>();

  const wait = (arn: string, occurrences: Occurrences, previous: number): void => {
    const entry = entries.get(arn);
    const next = occurrences(previous);
    const due = next !== undefined && next < clock.now() ? occurrences(clock.now()) : next;
    if (!entry || due === undefined) return;
    const step = (): void => {
      if (clock.now() < due) {
        entry.cancel = clock.after(Math.min(due - clock.now(), longestWait), step);
        return;
      }
      wait(arn, occurrences, due);
      entry.fire(due);
    };
    step();
  };

  const remove = (arn: string): void => {
    entries.get(arn)?.cancel();
    entries.delete(arn);
  };

  return {
    /** Replaces an entry of the same ARN. `fire` gets the moment it was due, in epoch ms. A disabled one only runs by hand. */
    set(arn: string, occurrences: Occurrences, enabled: boolean, fire: (at: number) => void): void {
      remove(arn);
      entries.set(arn, { fire, cancel: () => {} });
      if (enabled) wait(arn, occurrences, clock.now());
    },
    remove,
    /** Fires one now, besides its schedule. False when there is no such entry. */
    runNow(arn: string): boolean {
      const entry = entries.get(arn);
      entry?.fire(clock.now());
      return entry !== undefined;
    },
  };
};
