import type { Threshold } from '../contracts/alert-condition.ts';
import type { Fault } from './fault.ts';

/** Which limits of a threshold contradict each other. */
export const faultsInThreshold = (threshold: Threshold): Fault[] => {
  const { above, below, outside, equal, unequal } = threshold;
  if ([above, below, outside, equal, unequal].filter((limit) => limit !== undefined).length !== 1)
    return [{ pointer: '', detail: 'needs exactly one of above, below, outside, equal and unequal' }];
  if (outside && isReversed(outside)) return [{ pointer: '/outside', detail: 'ends below its start' }];
  const detail = faultInClear(threshold);
  return detail === undefined ? [] : [{ pointer: '/clear', detail }];
};

const faultInClear = ({ above, below, outside, clear }: Threshold): string | undefined => {
  if (clear === undefined) return undefined;
  if (outside) {
    if (typeof clear === 'number') return 'needs two limits beside outside';
    if (isReversed(clear)) return 'ends below its start';
    return clear[0] < outside[0] || clear[1] > outside[1] ? clearsWhatRaises : undefined;
  }
  if (above === undefined && below === undefined) return 'goes with above, below and outside only';
  if (typeof clear !== 'number') return 'needs one limit beside above or below';
  return (above !== undefined && clear > above) || (below !== undefined && clear < below)
    ? clearsWhatRaises
    : undefined;
};

export const clearsWhatRaises = 'would clear values that raise the alert';

const isReversed = ([low, high]: readonly [number, number]): boolean => low > high;
