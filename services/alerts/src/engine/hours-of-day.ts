import { type Hours, weekdays } from '@millrace/shared/contracts/alert-condition';

const minute = 60_000;
const day = 24 * 60;

/** Whether an instant (epoch ms) lies in the hours. */
export const isWithin = (hours: Hours): ((time: number) => boolean) => {
  const end = endOf(hours);
  return (time) => end(time) !== undefined;
};

/**
 * When the hours that an instant lies in end (epoch ms); undefined outside of them. Where the clock is put forward or back in
 * them, they are shorter or longer.
 */
export const endOf = ({ zone, from, to, days = [...weekdays] }: Hours): ((time: number) => number | undefined) => {
  const offsetAt = zoneOffset(zone);
  const begin = minutesOf(from);
  const length = (minutesOf(to) - begin + day) % day || day;
  const begins = new Set(days.map((name) => weekdays.indexOf(name)));
  return (time) => {
    const offset = offsetAt(time);
    const local = Math.floor(time / minute) + offset;
    const sinceBegin = (((local - begin) % day) + day) % day;
    if (sinceBegin >= length || !begins.has(weekdayOf(local - sinceBegin))) return undefined;
    const end = (local - sinceBegin + length - offset) * minute;
    return end + (offset - offsetAt(end)) * minute;
  };
};

const minutesOf = (timeOfDay: string): number => Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3));

/** 0 is Monday; the epoch began on a Thursday. */
const weekdayOf = (localMinutes: number): number => (((Math.floor(localMinutes / day) + 3) % 7) + 7) % 7;

/** Zones change their offset at whole quarters of an hour, so one quarter has one. */
const quarter = 15 * minute;

/** Minutes that the clocks of a zone are ahead of UTC at an instant. Remembers the last quarter of an hour, for readings are near each other. */
const zoneOffset = (zone: string): ((time: number) => number) => {
  const clock = new Intl.DateTimeFormat('en', {
    ...({ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' } as const),
    ...({ hour: 'numeric', minute: 'numeric' } as const),
  });
  let known = Number.NaN;
  let offset = 0;
  return (time) => {
    const block = Math.floor(time / quarter);
    if (block === known) return offset;
    const parts: Record<string, number> = {};
    for (const { type, value } of clock.formatToParts(block * quarter)) parts[type] = Number(value);
    const { year = 0, month = 1, day: date = 1, hour = 0, minute: minutes = 0 } = parts;
    offset = (Date.UTC(year, month - 1, date, hour, minutes) - block * quarter) / minute;
    known = block;
    return offset;
  };
};
