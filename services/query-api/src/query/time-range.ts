import { instant } from '@millrace/shared/rest/instant';
import type { Parameter } from '@millrace/shared/rest/parameter';
import { Problem } from '@millrace/shared/runtime/http';
import { sqlDate } from '../athena/sql-literal.ts';

export const day = 86_400_000;

/** `from` and `to` of a query, by device time; without them it is the last day. */
export const timeRange = {
  from: {
    kind: instant,
    description: 'Earliest device time, itself included.',
    fallback: (now) => now - day,
    default: 'a day ago',
  },
  to: {
    kind: instant,
    description: 'Device time at which it ends, itself excluded.',
    fallback: (now) => now,
    default: 'now',
  },
} satisfies Record<string, Parameter<number>>;

/** A month with its ends: a query that reads more than that belongs into the warehouse. */
export const maxDays = 31;

/** Throws the `Problem` 400 unless `from` is before `to`, by at most `maxDays`. */
export const checkRange = ({ from, to }: { from: number; to: number }): void => {
  if (from >= to) throw new Problem(400, 'invalid-parameter', 'from must be before to.', { parameter: 'from' });
  if (to - from > maxDays * day)
    throw new Problem(400, 'invalid-parameter', `A range may have at most ${maxDays} days.`, { parameter: 'from' });
};

/** The dates that the range touches, for `event_date BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)`. */
export const dateLiterals = ({ from, to }: { from: number; to: number }): string[] => [sqlDate(from), sqlDate(to - 1)];
