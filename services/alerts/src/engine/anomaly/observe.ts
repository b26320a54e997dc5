import { learnProfile, noProfile, outsideUsual } from './daily-profile.ts';
import { type FadingRecord, fade, meetRecord, noRecord, widenRecord } from './fading-record.ts';
import { toFloat } from './float-bits.ts';
import type { State } from './state.ts';
import { earliest, latest, readState, writeState } from './state-bytes.ts';

/** What a signal's past has taught, as bytes that are never changed: at most 63. */
export type Model = Uint8Array;

/** Of a signal that has not been observed. */
export const noModel: Model = new Uint8Array(0);

/** A score from which on a reading may be called an anomaly. */
export const recommendedThreshold = 0.75;

/**
 * The model after a reading and the reading's score. `time` is device time in epoch ms.
 *
 * The score is 0 unless the value, the mean of late, or the distance from what is usual at the time of day is a new record;
 * otherwise it is the probability that a new record of this signal would be smaller. After a surprise a bar is up, which only
 * greater surprises pass, and comes down again as the signal goes on. The first 50 readings score 0.
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
  origin: toFloat(value),
  centre: 0,
  mean: 0,
  bar: 0,
  valueRecord: noRecord,
  meanRecord: noRecord,
  dailyRecord: noRecord,
  profile: noProfile,
});

const advance = (state: State, time: number, level: number): { next: State; score: number } => {
  const count = nextCount(state.count);
  const usable = within(state.valueRecord, state.centre, level, count);
  const mean = toFloat(state.mean + (usable - state.mean) * Math.max(1 / count, 1 / meanReadings));
  const profile = learnProfile(state.profile, state.time, time, usable);
  const outside = outsideUsual(profile, time, level);
  const compared = Math.min(255, profile.compared + (outside === undefined ? 0 : 1));

  const ofValue = meet(state.valueRecord, toFloat(level - state.centre), count);
  const ofMean = meet(state.meanRecord, toFloat(mean - state.centre), count);
  const ofDay = meet(state.dailyRecord, toFloat(outside ?? 0), compared);
  const surprise = Math.max(ofValue.surprise, ofMean.surprise, ofDay.surprise);
  const bar = state.bar * 2 ** (-1 / (restShare * count));
  const passes = surprise > bar;
  const faded = (record: FadingRecord) => (count % fadeEvery === 0 ? fade(record, fadeEvery / fadeReadings) : record);
  return {
    score: passes ? 1 - Math.exp(-surprise) : 0,
    next: {
      ...state,
      time,
      count,
      centre: toFloat(state.centre + (usable - state.centre) * Math.max(1 / count, 1 / centreReadings)),
      mean,
      bar: passes ? surprise * barOfSurprise : bar,
      valueRecord: faded(ofValue.record),
      meanRecord: faded(ofMean.record),
      dailyRecord: faded(ofDay.record),
      profile: { ...profile, compared },
    },
  };
};

/** Counts on in a circle where two bytes end; all that asks for it asks whether it is large, or for each `fadeEvery`th. */
const nextCount = (count: number): number => (count === 65_535 ? 65_536 - fadeEvery : count + 1);

const meet = (record: FadingRecord, feature: number, readings: number) => {
  if (readings > warmUp) return meetRecord(record, feature);
  return { record: readings < ignored ? record : widenRecord(record, feature), surprise: 0 };
};

/** The level, cut off where it is further from the record than the record's own span: one outlier moves no mean far. */
const within = ({ high, low }: FadingRecord, centre: number, level: number, count: number): number => {
  const span = high - low;
  if (count <= warmUp || span === 0) return level;
  return Math.max(centre + low - span, Math.min(centre + high + span, level));
};

/** Readings. */
const ignored = 5;
const warmUp = 50;
const meanReadings = 20;
const centreReadings = 5000;
const fadeEvery = 2048;
const fadeReadings = 40_000;
/** The bar halves over this share of the readings so far, from this multiple of the surprise. */
const restShare = 0.03;
const barOfSurprise = 3;
