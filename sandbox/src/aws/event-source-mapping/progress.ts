import type { Position } from '../kinesis/kinesis.ts';
import type { Item } from './event.ts';
import type { OpenWindow } from './tumbling-window.ts';

/** How far one lane of a shard has come. Everything up to `after` is done, or was not for this lane. */
export type LaneProgress = { after: Position; ended: boolean; window?: OpenWindow };

/** The lanes of each shard: as many as the parallelisation factor. */
export type Progress = Map<string, LaneProgress[]>;

/** Moves a lane's checkpoint to right before its first record that is not done, or to where it has read. */
export type Checkpoint = (firstNotDone: Item | undefined) => void;

export const lanesFrom = (after: Position, count: number): LaneProgress[] =>
  Array.from({ length: count }, () => ({ after, ended: false }));

/** Kept lanes, or, when their number has changed, new ones from where the last of them was: records come twice, none is lost. */
export const lanesAgain = (kept: LaneProgress[], count: number): LaneProgress[] => {
  if (kept.length === count) return kept;
  const behind = kept.filter((lane) => !lane.ended).map((lane) => lane.after);
  if (behind.length === 0) return kept;
  const last = behind.includes('TRIM_HORIZON') ? 'TRIM_HORIZON' : behind.sort()[0];
  return lanesFrom(last ?? 'TRIM_HORIZON', count);
};
