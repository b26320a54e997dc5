import { type Hours, weekdays } from '@millrace/shared/contracts/alert-condition';

const minute = 60_000;
const day = 24 * 60;

/** Whether an instant (epoch ms) lies in the hours. */
export const isWithin = (hours: Hours): ((time: number) => boolean) => {
  const endIn = endByTheClock(hours);
  const offsetAt = zoneOffset(hours.zone);
  return (time) => endIn(wallClock(time, offsetAt(time))) !== undefined;
};

/**
 * When the hours that an instant lies in end (epoch ms); undefined outside of them. Where the clock is put forward or back in
 * them, they are shorter or longer; they end when it is put forward past their end, and where it is put back from behind their
 * end into them, they begin anew. A clock that is put back to before their beginning ends them for `isWithin` alone.
 */
export const endOf = (hours: Hours): ((time: number) => number | undefined) => {
  const endIn = endByTheClock(hours);
  const offsetAt = zoneOffset(hours.zone);
  return (time) => {
    const before = offsetAt(time);
    const clock = endIn(wallClock(time, before));
    if (clock === undefined) return undefined;
    const end = (clock - before) * minute;
    const after = offsetAt(end);
    if (after === before) return end;
    // The clock is put forward or back on the way, and may never show that time.
    const shown = (clock - after) * minute;
    return offsetAt(shown) === after ? shown : changeBetween(offsetAt, shown, end);
  };
};

type Offset = (time: number) => number;

/** Minutes since the beginning of 1970, by a clock that is so many minutes ahead of UTC. */
const wallClock = (time: number, offset: number): number => Math.floor(time / minute) + offset;

/** When hours end in which the clock shows a time, both in minutes by the clock. */
const endByTheClock = ({ from, to, days = [...weekdays] }: Hours): ((clock: number) => number | undefined) => {
  const begin = minutesOf(from);
  const length = (minutesOf(to) - begin + day) % day || day;
  const begins = new Set(days.map((name) => weekdays.indexOf(name)));
  return (clock) => {
    const sinceBegin = modulo(clock - begin, day);
    const isIn = sinceBegin < length && begins.has(weekdayOf(clock - sinceBegin));
    return isIn ? clock - sinceBegin + length : undefined;
  };
};

const minutesOf = (timeOfDay: string): number => Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3));

/** 0 is Monday; the epoch began on a Thursday. */
const weekdayOf = (clock: number): number => modulo(Math.floor(clock / day) + 3, 7);

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

/** Zones change their offset at whole quarters of an hour, so one quarter has one. */
const quarter = 15 * minute;

/** The first instant from `from` on at which the clock is put forward or back. */
const changeBetween = (offsetAt: Offset, from: number, to: number): number => {
  let time = Math.ceil(from / quarter) * quarter;
  while (time < to && offsetAt(time) === offsetAt(from)) time += quarter;
  return time;
};

/** Minutes that the clocks of a zone are ahead of UTC at an instant. Remembers the last quarters of an hour, for readings are near each other. */
const zoneOffset = (zone: string): Offset => {
  const clock = new Intl.DateTimeFormat('en', {
    ...({ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' } as const),
    ...({ hour: 'numeric', minute: 'numeric' } as const),
  });
  const known = new Map<number, number>();
  return (time) => {
    const block = Math.floor(time / quarter);
    const before = known.get(block);
    if (before !== undefined) return before;
    const parts: Record<string, number> = {};
    for (const { type, value } of clock.formatToParts(block * quarter)) parts[type] = Number(value);
    const { year = 0, month = 1, day: date = 1, hour = 0, minute: minutes = 0 } = parts;
    const offset = (Date.UTC(year, month - 1, date, hour, minutes) - block * quarter) / minute;
    // Stryker disable next-line all: what is forgotten is found again; only the heap tells.
    if (known.size >= maxKnown) known.clear();
    known.set(block, offset);
    return offset;
  };
};

/** A month of quarters. */
const maxKnown = 3000;
