import type { Observed } from './conditions/condition.ts';

/**
 * Readings of a device that rules with lateness wait for company of. `seen` is how far the device's time has come, `floor` how far
 * everything has been let go because too much was waiting. `waiting` is in the order of time, and of ids at one instant; its
 * JSON has about so many `bytes`.
 */
export type Late = { seen: number; floor: number; bytes: number; waiting: readonly Observed[] };

export const nobodyLate: Late = { seen: -1, floor: -1, bytes: 0, waiting: [] };

/** Bytes of readings that wait at most: a quarter of the device's item. Where more wait, the oldest no longer do. */
const maxBytes = 100_000;

/** Up to here a rule of this lateness (ms) has its readings complete and in order. */
export const completeUntil = ({ seen, floor }: Late, lateness: number): number => Math.max(seen - lateness, floor);

/** What a rule goes through, in order, when it comes from one point in a device's time to the next. */
export const between = ({ waiting }: Late, from: number, until: number): readonly Observed[] =>
  waiting.filter(({ time }) => from < time && time <= until);

/**
 * The same list where the reading waits already, or comes later than `longest` (ms), the longest lateness of the device's
 * rules, allows for.
 */
export const withReading = (late: Late, reading: Observed, longest: number): Late => {
  if (reading.time <= completeUntil(late, longest)) return late;
  const place = late.waiting.findLastIndex((each) => comes(each, reading) <= 0) + 1;
  const before = late.waiting[place - 1];
  const seen = Math.max(late.seen, reading.time);
  if (before !== undefined && comes(before, reading) === 0) return late;
  const waiting = [...late.waiting.slice(0, place), reading, ...late.waiting.slice(place)];
  const bytes = late.bytes + bytesOf(reading);
  return { seen, floor: Math.max(late.floor, overfullUntil(waiting, bytes)), bytes, waiting };
};

/** The time of the last reading that must be let go for the others to find room; -1 where all do. */
const overfullUntil = (waiting: readonly Observed[], bytes: number): number => {
  let left = bytes;
  let until = -1;
  for (const each of waiting) {
    if (left <= maxBytes) break;
    until = each.time;
    left -= bytesOf(each);
  }
  return until;
};

/** Of its JSON, near enough: texts may hold anything, names and ids are plain. */
const bytesOf = ({ id, measures }: Observed): number => {
  let bytes = 60 + id.length;
  for (const name in measures) {
    const { value, unit = '' } = measures[name] ?? {};
    bytes += 30 + name.length + (typeof value === 'string' || unit !== '' ? textBytes(`${value}${unit}`) : 0);
  }
  return bytes;
};

const textBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text));

/** Device time has come to `time` although no reading says so. */
export const withTime = (late: Late, time: number): Late => (time > late.seen ? { ...late, seen: time } : late);

/** Without what every rule has gone through. */
export const trimmed = (late: Late, longest: number): Late => {
  const complete = completeUntil(late, longest);
  const gone = late.waiting.findIndex(({ time }) => time > complete);
  const count = gone < 0 ? late.waiting.length : gone;
  if (count === 0) return late;
  const bytes = late.waiting.slice(0, count).reduce((left, each) => left - bytesOf(each), late.bytes);
  return { ...late, bytes, waiting: late.waiting.slice(count) };
};

const comes = (a: Observed, b: Observed): number => a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
