import type { DailyProfile } from './daily-profile.ts';
import type { FadingRecord } from './fading-record.ts';

/** What is known of a signal. Levels are differences from `origin`, those of records differences from `centre`. */
export type State = {
  /** Of the last reading, epoch ms. */
  time: number;
  /** Readings so far, see `nextCount`. */
  count: number;
  /** About the first value. */
  origin: number;
  /** The slow mean. */
  centre: number;
  /** The fast mean. */
  mean: number;
  /** What a surprise has to exceed so soon after the last one. */
  bar: number;
  /** Of the values, of the fast mean, of the distance from what is usual at the time of day. */
  valueRecord: FadingRecord;
  meanRecord: FadingRecord;
  dailyRecord: FadingRecord;
  profile: DailyProfile;
};
