/**
 * What happens on the ward, by bed, in seconds since the cycle began. Cycles repeat, so that somebody who looks in at any
 * time sees something within minutes.
 */
export const cycleSeconds = 600;

export type Episode = { bed: number; kind: EpisodeKind; from: number; to: number };
type EpisodeKind =
  | 'tachycardia'
  | 'probe-off'
  | 'silent'
  | 'fahrenheit'
  | 'declared-fahrenheit'
  | 'repeats'
  | 'late'
  | 'broken';

export const episodes: readonly Episode[] = [
  // The heart rate builds up over a minute, stays, and comes down again.
  { bed: 3, kind: 'tachycardia', from: 30, to: 270 },
  { bed: 5, kind: 'probe-off', from: 60, to: 120 },
  // The monitor says nothing at all and never sends what it missed.
  { bed: 7, kind: 'silent', from: 180, to: 330 },
  // Somebody set the thermometer to Fahrenheit: 98.6 arrives where Celsius is expected.
  { bed: 2, kind: 'fahrenheit', from: 240, to: 270 },
  // The same, but the reading says so.
  { bed: 4, kind: 'declared-fahrenheit', from: 240, to: 300 },
  // A flaky network: readings are sent again although they arrived.
  { bed: 6, kind: 'repeats', from: 100, to: 160 },
  // The monitor was off the network and sends everything afterwards.
  { bed: 9, kind: 'late', from: 300, to: 360 },
  { bed: 8, kind: 'broken', from: 400, to: 420 },
];

/** The episodes of a bed at a second of the cycle. */
export const episodesAt = (bed: number, second: number): readonly Episode[] =>
  episodes.filter((episode) => episode.bed === bed && second >= episode.from && second < episode.to);
