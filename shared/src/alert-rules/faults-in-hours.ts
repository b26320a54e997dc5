import type { Hours } from '../contracts/alert-condition.ts';
import type { Fault } from './fault.ts';

/** Whether hours are of a place that the clock knows, and last at all. */
export const faultsInHours = ({ zone, from, to }: Hours): Fault[] => [
  ...(isTimeZone(zone) ? [] : [{ pointer: '/zone', detail: 'is no IANA time zone that is known here' }]),
  ...(from === to ? [{ pointer: '/to', detail: 'is when they begin' }] : []),
];

/** To ask takes a tenth of a millisecond, and rules repeat few zones. */
const known = new Set<string>();

const isTimeZone = (zone: string): boolean => {
  if (known.has(zone)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    return false;
  }
  known.add(zone);
  return true;
};
