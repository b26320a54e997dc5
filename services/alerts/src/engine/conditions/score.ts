import type { Score } from '@millrace/shared/contracts/alert-condition';
import type { MeasureValue } from '@millrace/shared/contracts/reading';
import { type Condition, earliest, type Said, type Truth } from './condition.ts';

/** Points of each measure that has a value, and since when, in steps where values stand for a time only. */
type Points = Readonly<Record<string, readonly [at: number, points: number]>>;

/** Points summed over the latest values of several measures. */
export const score = ({ measures, from, single, clear = from - 1, stands }: Score): Condition<Points> => {
  const bandsByName = Object.entries(measures);
  const step = stands === undefined ? Number.POSITIVE_INFINITY : stands * 100;
  const endOf = (at: number): number => at + (stands ?? 0) * 1000 + step;
  const say = (memory: Points): Said<Points> => {
    const each = Object.values(memory).map(([, points]) => points);
    const sum = each.reduce((total, points) => total + points, 0);
    const isSevere = single !== undefined && each.some((points) => points >= single);
    const truth: Truth = sum >= from || isSevere ? 'breach' : sum <= clear ? 'clear' : 'between';
    return { memory, truth, value: sum };
  };
  return {
    looksAt: new Set(Object.keys(measures)),
    knowsWhatItSaw: true,
    observe(memory, { time, measures: values }) {
      let now = memory ?? {};
      let speaks = false;
      for (const [name, bands] of bandsByName) {
        const value = values[name]?.value;
        const before = memory?.[name];
        if (value === undefined || (before !== undefined && time <= before[0])) continue;
        speaks = true;
        const points = pointsOf(bands, value);
        if (points !== before?.[1] || time >= before[0] + step) now = { ...now, [name]: [time, points] };
      }
      return speaks ? say(now) : { memory };
    },
    dueAt: (memory = {}) =>
      stands === undefined ? undefined : earliest(Object.values(memory).map(([at]) => endOf(at))),
    pass: (memory = {}, time) => say(Object.fromEntries(Object.entries(memory).filter(([, [at]]) => endOf(at) > time))),
  };
};

type Band = Score['measures'][string][number];

const pointsOf = (bands: readonly Band[], value: MeasureValue): number =>
  bands.find((band) => takes(band, value))?.points ?? 0;

const takes = ({ to, equal }: Band, value: MeasureValue): boolean => {
  if (equal !== undefined) return value === equal;
  return to === undefined || (typeof value === 'number' && value <= to);
};
