import type { DailyProfile } from './daily-profile.ts';
import type { FadingRecord } from './fading-record.ts';
import type { Rest } from './rest.ts';
import type { VisitedCells } from './visited-cells.ts';

/** What is known of a signal. Levels are differences from `origin`, those of the value's and the mean's record differences from `centre`. */
export type State = {
  /** Of the last reading, epoch ms. */
  time: number;
  /** Readings so far; see `nextCount`. */
  count: number;
  /** About the first value. */
  origin: number;
  /** The slow mean. */
  centre: number;
  /** The fast mean. */
  mean: number;
  rest: Rest;
  /** Of the values, of the fast mean, of the distance from what is usual at the time of day. */
  valueRecord: FadingRecord;
  meanRecord: FadingRecord;
  dailyRecord: FadingRecord;
  /** Of the value's record. */
  cells: VisitedCells;
  profile: DailyProfile;
  /** Readings that could be compared with the profile so far, at most 63. */
  compared: number;
};
