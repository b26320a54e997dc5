import type { Score } from '../contracts/alert-condition.ts';
import { type Fault, under } from './fault.ts';
import { clearsWhatRaises } from './faults-in-threshold.ts';

type Band = Score['measures'][string][number];

/** Which bands of a score take nothing, or leave something out, and whether its limits contradict each other. */
export const faultsInScore = ({ measures, from, single, clear }: Score): Fault[] => [
  ...Object.entries(measures).flatMap(([measure, bands]) => under(`/measures/${measure}`, faultsInBands(bands))),
  ...(clear !== undefined && clear >= Math.min(from, single ?? from)
    ? [{ pointer: '/clear', detail: clearsWhatRaises }]
    : []),
];

const faultsInBands = (bands: readonly Band[]): Fault[] =>
  bands.flatMap((band, index) => {
    const detail = faultInBand(band, bands.slice(0, index), index === bands.length - 1);
    return detail === undefined ? [] : [{ pointer: `/${index}`, detail }];
  });

const faultInBand = ({ to, equal }: Band, earlier: readonly Band[], isLast: boolean): string | undefined => {
  if (to === undefined && equal === undefined)
    return isLast ? undefined : 'takes all values, so it must be the last band';
  if (isLast) return 'is the last band, so it must take all other values: without to and equal';
  if (to !== undefined && equal !== undefined) return 'needs exactly one of to and equal';
  if (equal !== undefined) {
    if (earlier.some((band) => band.to !== undefined)) return 'must stand before all bands with to';
    return earlier.some((band) => band.equal === equal) ? 'takes what an earlier band takes' : undefined;
  }
  const before = earlier.findLast((band) => band.to !== undefined)?.to;
  return before !== undefined && to !== undefined && to <= before ? 'must end above the band before it' : undefined;
};
