import type { Hours } from '@millrace/shared/contracts/alert-condition';
import { isWithin } from '../hours-of-day.ts';
import { type Condition, timeless } from './condition.ts';

/** The reading's time lies in the hours. They begin and end with a reading. */
export const hours = (given: Hours): Condition<undefined> => {
  const contains = isWithin(given);
  return {
    ...timeless,
    looksAt: new Set(),
    knowsWhatItSaw: false,
    observe: (memory, { time }) => ({ memory, truth: contains(time) ? 'breach' : 'clear' }),
  };
};
