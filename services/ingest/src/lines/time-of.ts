import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import type { Precision } from './precision.ts';

/** The last millisecond that RFC 3339 can write. */
const lastMillisecond = 253_402_300_799_999n;

/**
 * The time of a reading, in RFC 3339 with all its nanoseconds: two points of one millisecond stay two readings, since the id of a
 * reading follows from its text.
 */
export const timeOf = (timestamp: string, { nanoseconds }: Precision): Parsed<string> => {
  const time = BigInt(timestamp) * nanoseconds;
  const milliseconds = time / 1_000_000n;
  if (time < 0n || milliseconds > lastMillisecond)
    return setAside('schema-violation', 'has a timestamp that is not between 1970 and 9999');
  const below = String(time % 1_000_000n).padStart(6, '0');
  const upToMilliseconds = new Date(Number(milliseconds)).toISOString().slice(0, -1);
  return { ok: `${upToMilliseconds}${below === '000000' ? '' : below}Z` };
};
