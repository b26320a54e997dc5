import { certain } from './excess-tail.ts';

/** The time after a surprise as 16 bits: 4 of how great it was, 12 of the readings since, at most 4,095. */
export type Rest = number;

export const noRest: Rest = 0;

/** One reading later. */
export const goOn = (rest: Rest): Rest => ((rest & 4095) === 4095 ? rest : rest + 1);

/** What a surprise has to exceed: four times the last one at first, evenly less until the signal has gone on by 6 % of its readings. */
export const barOf = (rest: Rest, readings: number): number => {
  const left = 1 - (rest & 4095) / (restShare * readings);
  return left > 0 ? restFactor * (levels[rest >> 12] as number) * left : 0;
};

export const restAfter = (surprise: number): Rest => levels.findIndex((level) => level >= surprise) << 12;

const restShare = 0.06;
const restFactor = 4;

/** Rounded up to one of 15 levels half an octave and a bit apart. */
const levels = [0, ...Array.from({ length: 15 }, (_, index) => certain * 2 ** (-0.6 * (14 - index)))];
