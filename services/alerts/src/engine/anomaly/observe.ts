import { learnProfile, noProfile, outsideUsual } from './daily-profile.ts';
import {
  type FadingRecord,
  fadeRecord,
  type Met,
  meetGap,
  meetRecord,
  noRecord,
  widenRecord,
} from './fading-record.ts';
import { toFloat } from './float-bits.ts';
import { barOf, goOn, noRest, restAfter } from './rest.ts';
import type { State } from './state.ts';
import { earliest, latest, readState, writeState } from './state-bytes.ts';
import { gapTo, moveCells, visit } from './visited-cells.ts';

/** What a signal's past has taught, as bytes that are never changed: at most 64. */
export type Model = Uint8Array;

/** Of a signal that has not been observed. */
export const noModel: Model = new Uint8Array(0);

/** A score from which on a reading may be called an anomaly; 0.5 where false alarms weigh more than what is missed. */
export const recommendedThreshold = 0.3;

/**
 * The model after a reading and the reading's score. `time` is device time in epoch ms.
 *
 * The score is 0 unless the value, the mean of late, or the distance from what is usual at the time of day is a new record,
 * or the value lies in a gap between all former ones; otherwise it is the probability that a new record of this signal would
 * be smaller. After a surprise a bar is up, which only greater surprises pass, and comes down again as the signal goes on.
 * The first 50 readings score 0.
 *
 * A reading that is not later than the last one, or whose value is no finite number, teaches nothing: the same model, score 0.
 */
export const observe = (model: Model, time: number, value: number): { model: Model; score: number } => {
  if (!Number.isFinite(value) || Number.isNaN(time)) return { model, score: 0 };
  const at = Math.max(earliest, Math.min(latest, Math.floor(time)));
  if (model.length === 0) return { model: writeState(begin(at, value)), score: 0 };
  const state = readState(model);
  if (at <= state.time) return { model, score: 0 };
  const { next, score } = advance(state, at, toFloat(value - state.origin));
  return { model: writeState(next), score };
};

const begin = (time: number, value: number): State => ({
  time,
  count: 1,
  origin: value,
  centre: 0,
  mean: 0,
  rest: noRest,
  valueRecord: noRecord,
  meanRecord: noRecord,
  dailyRecord: noRecord,
  cells: 0,
  profile: noProfile,
  compared: 0,
});

const advance = (state: State, time: number, level: number): { next: State; score: number } => {
  const count = nextCount(state.count);
  const usable = within(state.valueRecord, state.centre, level, count);
  const mean = toFloat(state.mean + (usable - state.mean) * Math.max(1 / count, 1 / meanReadings));
  const profile = learnProfile(state.profile, state.time, time, usable);
  const outside = outsideUsual(profile, time, level);
  const compared = Math.min(63, state.compared + (outside === undefined ? 0 : 1));

  const fromCentre = toFloat(level - state.centre);
  const ofValue = meetValue(state, fromCentre, count);
  const ofMean = meet(state.meanRecord, toFloat(mean - state.centre), count);
  const ofDay = meet(state.dailyRecord, toFloat(outside ?? 0), compared);
  const surprise = Math.max(ofValue.surprise, ofMean.surprise, ofDay.surprise) - beginnersLuck(count);
  const rest = goOn(state.rest);
  const passes = surprise > 0 && surprise >= barOf(rest, count);
  const valueRecord = faded(ofValue.record, count);
  return {
    score: passes ? -Math.expm1(-surprise) : 0,
    next: {
      time,
      count,
      origin: state.origin,
      centre: toFloat(state.centre + (usable - state.centre) * Math.max(1 / count, 1 / centreReadings)),
      mean,
      rest: passes ? restAfter(surprise) : rest,
      valueRecord,
      meanRecord: faded(ofMean.record, count),
      dailyRecord: faded(ofDay.record, count),
      cells: visit(moveCells(state.cells, state.valueRecord, valueRecord), valueRecord, fromCentre),
      profile,
      compared,
    },
  };
};

/** Counts on in a circle where two bytes end; all that asks for it asks whether it is large, or for each `fadeEvery`th. */
const nextCount = (count: number): number => (count === 65_535 ? 65_536 - fadeEvery : count + 1);

const meet = (record: FadingRecord, feature: number, readings: number): Met => {
  if (readings > warmUp) return meetRecord(record, feature);
  return { record: readings < ignored ? record : widenRecord(record, feature), surprise: 0 };
};

const meetValue = (state: State, value: number, count: number): Met => {
  const gap = count > warmUp ? gapTo(state.cells, state.valueRecord, value) : 0;
  return gap > 0 ? meetGap(state.valueRecord, gap) : meet(state.valueRecord, value, count);
};

const faded = (record: FadingRecord, count: number): FadingRecord =>
  count % fadeEvery === 0 ? fadeRecord(record, fadeEvery / fadeReadings) : record;

/** The n-th of independent readings is a new record with probability 2 / n: in the beginning, records are no news. In nats. */
const beginnersLuck = (count: number): number => Math.max(0, Math.log(matureReadings / count));

/** The level, cut off where it is further from the record than the record's own span: one outlier moves no mean far. */
const within = ({ high, low }: FadingRecord, centre: number, level: number, count: number): number => {
  const span = high - low;
  if (count <= warmUp || span === 0) return level;
  return Math.max(centre + low - span, Math.min(centre + high + span, level));
};

/** Readings. */
const ignored = 5;
const warmUp = 50;
const matureReadings = 500;
const meanReadings = 20;
const centreReadings = 5000;
const fadeEvery = 2048;
const fadeReadings = 40_000;
