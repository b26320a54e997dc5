import { roundToTwoBytes } from './float-bits.ts';

/** What is usual at each time of the day, in slots of 90 minutes of UTC: `middle + (slot - 128) * 2 ** exponent`; slot 0 is not known yet. */
export type DailyProfile = {
  middle: number;
  exponent: number;
  slots: readonly number[];
  /** The mean of the slot that is going on. */
  running: number;
  /** Readings that could be compared with it so far, at most 255. */
  compared: number;
};

export const slotCount = 16;
const zeroStep = 128;
const slotMs = 86_400_000 / slotCount;
export const smallestExponent = -128;

export const noProfile: DailyProfile = {
  middle: 0,
  exponent: 0,
  slots: Array(slotCount).fill(0),
  running: 0,
  compared: 0,
};

/** Takes a level in that was there at a time; `before` is the time of the reading before it. */
export const learnProfile = (profile: DailyProfile, before: number, time: number, level: number): DailyProfile => {
  const [earlier, now] = [Math.floor(before / slotMs), Math.floor(time / slotMs)];
  if (earlier !== now) return { ...closeSlot(profile, slotOf(earlier)), running: level };
  // The level before the first reading of a slot is taken for that of the first.
  const share = (time - before) / (time - now * slotMs);
  return { ...profile, running: profile.running + share * (level - profile.running) };
};

/** How far a level is outside what is usual about this time of day, a slot earlier or later included; undefined while that is not known. */
export const outsideUsual = ({ middle, exponent, slots }: DailyProfile, time: number, level: number) => {
  const slot = slotOf(Math.floor(time / slotMs));
  const near = [slots[(slot + slotCount - 1) % slotCount], slots[slot], slots[(slot + 1) % slotCount]] as number[];
  const step = 2 ** exponent;
  const [lowest, highest] = [Math.min(...near), Math.max(...near)];
  if (lowest === 0) return undefined;
  // Half a step is what rounding may have taken.
  const [low, high] = [middle + (lowest - zeroStep - 0.5) * step, middle + (highest - zeroStep + 0.5) * step];
  return level > high ? level - high : level < low ? level - low : 0;
};

const slotOf = (index: number): number => ((index % slotCount) + slotCount) % slotCount;

const closeSlot = (profile: DailyProfile, slot: number): DailyProfile => {
  const known = profile.slots.some((each) => each !== 0);
  const { middle, exponent, slots } = known
    ? profile
    : { middle: roundToTwoBytes(profile.running), exponent: smallestExponent, slots: profile.slots };
  const former = slots[slot] ?? 0;
  const mean = profile.running - middle;
  const usual = former === 0 ? mean : (former - zeroStep) * 2 ** exponent * (1 - newShare) + mean * newShare;
  return { ...profile, ...placed(slots, exponent, slot, usual), middle };
};

/** Of a day's mean, in what is usual: the rest is from the days before. */
const newShare = 0.3;

/** Steps grow where the slot would not fit and shrink where all slots would fit into half of them. */
const placed = (slots: readonly number[], exponent: number, slot: number, usual: number) => {
  const needed = Math.max(exponent, smallestExponent, Math.ceil(Math.log2(Math.abs(usual) / 127)));
  const steps = slots.map((each) =>
    each === 0 ? undefined : Math.round((each - zeroStep) / 2 ** (needed - exponent)),
  );
  steps[slot] = Math.round(usual / 2 ** needed);
  const shrink = needed > smallestExponent && steps.every((each) => each === undefined || Math.abs(each) <= 63) ? 1 : 0;
  return {
    exponent: needed - shrink,
    slots: steps.map((each) => (each === undefined ? 0 : each * 2 ** shrink + zeroStep)),
  };
};
