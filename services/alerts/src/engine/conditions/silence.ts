import type { Silence } from '@millrace/shared/contracts/alert-condition';
import type { Condition } from './condition.ts';

/** When the device, or its measure, was last heard of, in steps; and whether it is silent since. */
type Heard = readonly [time: number, isSilent?: true];

/**
 * No value for a time. When the last one came is remembered in steps of a tenth of that time, lest every reading be a write:
 * so the silence is found between `after` and 1.1 times `after` behind the last value, and at the same instant however
 * the readings come.
 */
export const silence = ({ measure, after }: Silence): Condition<Heard> => {
  const step = after * 100;
  const patience = after * 1000 + step;
  return {
    ...(measure === undefined ? {} : { measure }),
    looksAt: new Set(measure === undefined ? [] : [measure]),
    knowsWhatItSaw: false,
    observe(memory, { time, measures }) {
      const isHeard = measure === undefined || Object.hasOwn(measures, measure);
      if (memory === undefined) return { memory: [time], ...(isHeard ? { truth: 'clear' as const } : {}) };
      if (!isHeard) return { memory };
      return { memory: time >= memory[0] + step ? [time] : memory, truth: 'clear' };
    },
    dueAt: (memory) => (memory === undefined || memory[1] ? undefined : memory[0] + patience),
    pass: (memory) => (memory === undefined ? { memory } : { memory: [memory[0], true], truth: 'breach' }),
  };
};
