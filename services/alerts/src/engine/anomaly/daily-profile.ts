import { roundToTwoBytes } from './float-bits.ts';

/** What is usual at each time of the day, in slots of 90 minutes of UTC. */
export type DailyProfile = {
  /** A slot's level is `middle + (slot - 128) * 2 ** exponent`; one that is 0 is not known yet. */
  middle: number;
  exponent: number;
  slots: Uint8Array;
  /** The mean of the slot that is going on. */
  running: number;
};

export const slotCount = 16;
const slotMs = 86_400_000 / slotCount;

export const noProfile: DailyProfile = { middle: 0, exponent: 0, slots: new Uint8Array(slotCount), running: 0 };

/** Takes a level in that was there at a time; `before` is the time of the reading before it. */
export const learnProfile = (profile: DailyProfile, before: number, time: number, level: number): DailyProfile => {
  const earlier = Math.floor(before / slotMs);
  const now = Math.floor(time / slotMs);
  if (earlier !== now) return { ...closeSlot(profile, slotOf(earlier)), running: level };
  // The level before the first reading of a slot is taken for that of the first.
  const share = (time - before) / (time - now * slotMs);
  return { ...profile, running: profile.running + share * (level - profile.running) };
};

/** How far a level is outside what is usual about this time of day, a slot earlier or later included; undefined while that is not known. */
export const outsideUsual = ({ middle, exponent, slots }: DailyProfile, time: number, level: number) => {
  const slot = slotOf(Math.floor(time / slotMs));
  const before = slots[(slot + slotCount - 1) % slotCount] as number;
  const here = slots[slot] as number;
  const after = slots[(slot + 1) % slotCount] as number;
  if (before === 0 || here === 0 || after === 0) return undefined;
  const step = 2 ** exponent;
  // Half a step is what rounding may have taken.
  const low = middle + (Math.min(before, here, after) - zeroStep - 0.5) * step;
  const high = middle + (Math.max(before, here, after) - zeroStep + 0.5) * step;
  return level > high ? level - high : level < low ? level - low : 0;
};

const zeroStep = 128;
const slotOf = (index: number): number => ((index % slotCount) + slotCount) % slotCount;

const closeSlot = (profile: DailyProfile, slot: number): DailyProfile => {
  const known = profile.slots.some((each) => each !== 0);
  const middle = known ? profile.middle : roundToTwoBytes(profile.running);
  const exponent = known ? profile.exponent : smallestExponent;
  const former = profile.slots[slot] as number;
  const mean = profile.running - middle;
  const usual = former === 0 ? mean : (former - zeroStep) * 2 ** exponent * (1 - newShare) + mean * newShare;
  return { ...profile, middle, ...placed(profile.slots, exponent, slot, usual) };
};

/** Of a day's mean, in what is usual: the rest is from the days before. */
const newShare = 0.3;
const smallestExponent = -128;

/** Steps grow where the slot would not fit and shrink where all slots would fit into half of them. */
const placed = (slots: Uint8Array, exponent: number, slot: number, usual: number) => {
  const needed = Math.max(exponent, Math.ceil(Math.log2(Math.abs(usual) / 127)));
  const steps = Array.from(slots, (each) =>
    each === 0 ? undefined : Math.round((each - zeroStep) / 2 ** (needed - exponent)),
  );
  steps[slot] = Math.round(usual / 2 ** needed);
  const shrink = needed > smallestExponent && steps.every((each) => each === undefined || Math.abs(each) <= 63) ? 1 : 0;
  return {
    exponent: needed - shrink,
    slots: Uint8Array.from(steps, (each) => (each === undefined ? 0 : each * 2 ** shrink + zeroStep)),
  };
};
