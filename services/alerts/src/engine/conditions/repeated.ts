import type { Repeated } from '@millrace/shared/contracts/alert-condition';
import { type Condition, timeless } from './condition.ts';
import { judgement, measuredIn } from './threshold.ts';

/** Which of the last values were breaches, as bits, the latest lowest. */
type Breaches = number;

/** So many of the last values are breaches. Values count, not time; what never was a breach is not remembered. */
export const repeated = ({ times, of, threshold }: Repeated): Condition<Breaches> => {
  const judge = judgement(threshold);
  const window = 2 ** of - 1;
  return {
    ...timeless,
    measure: threshold.measure,
    looksAt: new Set([threshold.measure]),
    knowsWhatItSaw: false,
    observe(memory, reading) {
      const measured = measuredIn(reading, threshold);
      const judged = measured && judge(measured.value);
      if (measured === undefined || judged === undefined) return { memory };
      const before = memory ?? 0;
      const breaches = ((before << 1) | (judged === 'breach' ? 1 : 0)) & window;
      const truth = onesIn(breaches) >= times ? 'breach' : breaches === 0 ? 'clear' : 'between';
      return { memory: breaches === before ? memory : breaches, truth, ...measured };
    },
  };
};

const onesIn = (bits: number): number => {
  let ones = 0;
  for (let left = bits; left !== 0; left &= left - 1) ones++;
  return ones;
};
