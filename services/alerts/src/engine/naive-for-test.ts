import type { AlertCondition, Threshold } from '@millrace/shared/contracts/alert-condition';
import { severities } from '@millrace/shared/contracts/reading';
import type { Observed, Truth } from './conditions/condition.ts';

/** What a condition says, and when (ms). */
export type Said = { time: number; truth: Truth };

/** What a condition says of a whole chart of readings, of which no two have one time. Slow, and simple on purpose. */
export const naiveSignals = (condition: AlertCondition, chart: readonly Observed[], end: number): Said[] => {
  const { threshold, repeated, rate, silence, logs, score } = condition;
  if (threshold) return chart.flatMap((reading) => atOf(reading, judged(threshold, reading)));
  if (repeated) {
    const judgedAll = chart
      .map((reading) => ({ reading, truth: judged(repeated.threshold, reading) }))
      .filter(({ truth }) => truth !== undefined);
    return judgedAll.flatMap(({ reading }, index) => {
      const last = judgedAll.slice(Math.max(0, index + 1 - repeated.of), index + 1);
      const breaches = last.filter(({ truth }) => truth === 'breach').length;
      return atOf(reading, breaches >= repeated.times ? 'breach' : breaches === 0 ? 'clear' : 'between');
    });
  }
  if (rate) {
    const { measure, within, rises, falls } = rate;
    const limit = rises ?? falls ?? 0;
    const values = chart.flatMap(({ time, measures }) => {
      const value = measures[measure]?.value;
      return typeof value === 'number' ? [{ time, value }] : [];
    });
    return values.flatMap(({ time, value }) => {
      const older = anchors(
        values.filter((each) => each.time < time).map((each) => each.time),
        within * 1000,
        2 * within * 1000,
      )
        .filter((each) => time - each >= within * 1000)
        .at(-1);
      if (older === undefined || time - older > 2 * within * 1000) return [];
      const before = values.find((each) => each.time === older)?.value ?? 0;
      const change = rises === undefined ? before - value : value - before;
      const truth: Truth = change > limit ? 'breach' : change <= (rate.clear ?? limit) ? 'clear' : 'between';
      return [{ time, truth }];
    });
  }
  if (silence) {
    const { measure, after } = silence;
    const heard = chart.filter(({ measures }) => measure === undefined || measures[measure] !== undefined);
    const first = chart.slice(0, 1).map(({ time }) => time);
    const remembered = anchors([...new Set([...first, ...heard.map(({ time }) => time)])], after * 100);
    const silent = remembered
      .map((time) => time + after * 1100)
      .filter((time, index) => time < (remembered[index + 1] ?? Number.POSITIVE_INFINITY) && time <= end);
    return inOrder([
      ...heard.map(({ time }) => ({ time, truth: 'clear' as const })),
      ...silent.map((time) => ({ time, truth: 'breach' as const })),
    ]);
  }
  if (logs) {
    const { severity, count, within } = logs;
    const lines = chart
      .filter(({ log }) => log && severities.indexOf(log.severity) >= severities.indexOf(severity))
      .map(({ time }) => time);
    const inSpan = (time: number) => lines.filter((line) => line > time - within * 1000 && line <= time).length;
    const truthAt = (time: number): Said => ({ time, truth: inSpan(time) >= count ? 'breach' : 'clear' });
    const ends = lines.map((line) => line + within * 1000).filter((time) => time <= end && !lines.includes(time));
    const falls = ends.filter((time) => inSpan(time - 1) >= count && inSpan(time) < count);
    return inOrder([...lines, ...falls].map(truthAt));
  }
  if (score) {
    const { measures, from, single, clear = from - 1, stands } = score;
    const points = Object.entries(measures).map(([name, bands]) => {
      const values = chart.flatMap(({ time, measures }) => {
        const value = measures[name]?.value;
        if (value === undefined) return [];
        const band = bands.find(({ to, equal }) =>
          equal === undefined ? to === undefined || (typeof value === 'number' && value <= to) : equal === value,
        );
        return [{ time, points: band?.points ?? 0 }];
      });
      return stands === undefined
        ? values.map((each) => ({ ...each, until: Number.POSITIVE_INFINITY }))
        : standing(values, stands);
    });
    const pointsAt = (time: number): number[] =>
      points.flatMap((values) => {
        const latest = values.filter((each) => each.time <= time).at(-1);
        return latest === undefined || latest.until <= time ? [] : [latest.points];
      });
    const truthAt = (time: number): Said => {
      const now = pointsAt(time);
      const sum = now.reduce((total, each) => total + each, 0);
      const isBreach = sum >= from || now.some((each) => each >= (single ?? Number.POSITIVE_INFINITY));
      return { time, truth: isBreach ? 'breach' : sum <= clear ? 'clear' : 'between' };
    };
    const times = points.flatMap((values) =>
      values.flatMap(({ time, until }, index) => {
        const next = values[index + 1]?.time ?? Number.POSITIVE_INFINITY;
        return until < next && until <= end ? [time, until] : [time];
      }),
    );
    return [...new Set(times)].sort((a, b) => a - b).map(truthAt);
  }
  throw new Error('There is no naive form of it');
};

type Episode = { raisedAt: number; clearedAt?: number };

/** The alerts of a rule without latch, escalation or suppression, by what its condition says. */
export const naiveEpisodes = (
  said: readonly Said[],
  { holds, clears }: { holds: number; clears: number },
  end: number,
): Episode[] => {
  const episodes: Episode[] = [];
  for (let after = -1; ; ) {
    const raisedAt = firstRun(said, 'breach', after, holds, end);
    if (raisedAt === undefined) return episodes;
    const clearedAt = firstRun(said, 'clear', raisedAt, clears, end);
    if (clearedAt === undefined) return [...episodes, { raisedAt }];
    episodes.push({ raisedAt, clearedAt });
    after = clearedAt;
  }
};

/** When a truth has held for so long for the first time, of what is said after an instant. */
const firstRun = (
  said: readonly Said[],
  truth: Truth,
  after: number,
  long: number,
  end: number,
): number | undefined => {
  const later = said.filter(({ time }) => time > after);
  for (const [index, { time, truth: first }] of later.entries()) {
    const isStart = first === truth && later[index - 1]?.truth !== truth;
    const broken = later.find((each) => each.time > time && each.truth !== truth)?.time ?? Number.POSITIVE_INFINITY;
    if (isStart && time + long < broken && time + long <= end) return time + long;
  }
  return undefined;
};

/** The first time, and each that comes at least so much after the one before it; anew after a gap. */
const anchors = (times: readonly number[], apart: number, gap = Number.POSITIVE_INFINITY): number[] => {
  const kept: number[] = [];
  for (const time of times) {
    const last = kept.at(-1);
    if (last === undefined || time - last >= apart || time - last > gap) kept.push(time);
  }
  return kept;
};

/** Values that stand for a time from where they are remembered: with other points, or a tenth of the time later. */
const standing = (values: readonly { time: number; points: number }[], stands: number) => {
  let from = Number.NEGATIVE_INFINITY;
  let points: number | undefined;
  return values.map((each) => {
    if (each.points !== points || each.time >= from + stands * 100 || each.time > from + stands * 1100)
      from = each.time;
    points = each.points;
    return { ...each, until: from + stands * 1100 };
  });
};

const judged = (
  { measure, above, below, outside, equal, unequal, clear, unit }: Threshold,
  { measures }: Observed,
): Truth | undefined => {
  const found = measures[measure];
  if (found === undefined || (unit !== undefined && unit !== found.unit)) return undefined;
  const { value } = found;
  if (equal !== undefined) return value === equal ? 'breach' : 'clear';
  if (unequal !== undefined) return value === unequal ? 'clear' : 'breach';
  if (typeof value !== 'number') return undefined;
  if (above !== undefined)
    return value > above ? 'breach' : value <= ((clear as number) ?? above) ? 'clear' : 'between';
  if (below !== undefined)
    return value < below ? 'breach' : value >= ((clear as number) ?? below) ? 'clear' : 'between';
  const [low, high] = outside as [number, number];
  const [from, to] = (clear as [number, number]) ?? outside;
  return value < low || value > high ? 'breach' : value >= from && value <= to ? 'clear' : 'between';
};

const atOf = ({ time }: Observed, truth: Truth | undefined): Said[] => (truth === undefined ? [] : [{ time, truth }]);

/** What is observed at an instant counts before what is due at it. */
const inOrder = (said: Said[]): Said[] => said.sort((a, b) => a.time - b.time);
