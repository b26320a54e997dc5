import { Problem } from '@millrace/shared/runtime/http';

/** Nanoseconds of each unit: the names of InfluxDB 2, and those of InfluxDB 1. */
const precisions = new Map([
  ['ns', 1n],
  ['n', 1n],
  ['us', 1_000n],
  ['u', 1_000n],
  ['µ', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

/** What a request's timestamps count. */
export type Precision = { name: string; nanoseconds: bigint };

/** Throws a `Problem` for what is none. */
export const precisionOf = ({ precision: name = 'ns' }: Record<string, string>): Precision => {
  const nanoseconds = precisions.get(name);
  if (nanoseconds === undefined)
    throw new Problem(400, 'precision-unknown', 'The precision may be ns, us, ms or s; n, u, m and h are understood.');
  return { name, nanoseconds };
};
