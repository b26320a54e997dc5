import type { Rate } from '@millrace/shared/contracts/alert-condition';
import { type Condition, type Observed, type Truth, timeless } from './condition.ts';
import { measuredIn } from './threshold.ts';

/** One value to compare with, and the one that takes its place: time and value of each. */
type Anchors = readonly [time: number, value: number, nextTime?: number, nextValue?: number];

/**
 * A change against a value that is between once and twice `within` older. Of all values only one each `within` is kept to
 * compare with, so that little is remembered and most readings change nothing.
 */
export const rate = (given: Rate): Condition<Anchors> => {
  const span = given.within * 1000;
  const direction = given.rises === undefined ? -1 : 1;
  const limit = given.rises ?? given.falls ?? 0;
  const clear = given.clear ?? limit;
  const judge = (change: number): Truth => (change > limit ? 'breach' : change <= clear ? 'clear' : 'between');
  return {
    ...timeless,
    measure: given.measure,
    looksAt: new Set([given.measure]),
    knowsWhatItSaw: false,
    observe(memory, reading) {
      const measured = measuredIn(reading, given);
      if (typeof measured?.value !== 'number') return { memory };
      const anchors = anchorsAt(memory, reading, measured.value, span);
      const age = reading.time - anchors[0];
      if (age < span || age > 2 * span) return { memory: anchors };
      return { memory: anchors, truth: judge(direction * (measured.value - anchors[1])), ...measured };
    },
  };
};

/** The anchors that a value meets: the first is the older, and no older than twice the span. */
const anchorsAt = (memory: Anchors | undefined, { time }: Observed, value: number, span: number): Anchors => {
  if (memory === undefined) return [time, value];
  const [first, firstValue, next, nextValue] = memory;
  if (next === undefined || nextValue === undefined) {
    if (time - first > 2 * span) return [time, value];
    return time - first < span ? memory : [first, firstValue, time, value];
  }
  if (time - next < span) return memory;
  return time - next > 2 * span ? [time, value] : [next, nextValue, time, value];
};
