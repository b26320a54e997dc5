import type { Claim } from './claim.ts';

const minute = 60_000;

/** Longer than the functions may run (60 s): who made the claim is not at work on it any more. */
const graceMilliseconds = 2 * minute;

export type Step = 'start' | 'resume' | 'settle' | 'announce' | 'rest';

/**
 * What a partition needs now. `landed` names the objects that stand in its landing partition; undefined when there are none.
 * `rest` is the least time in ms between two runs of one partition: what lands meanwhile is curated together, so that a
 * run is not started for each object.
 */
export const nextStep = (claim: Claim | undefined, landed: string | undefined, now: number, rest: number): Step => {
  if (!claim) return landed ? 'start' : 'rest';
  const age = now - claim.since;
  switch (claim.state) {
    case 'claimed':
      return age >= graceMilliseconds ? 'resume' : 'rest';
    case 'waiting':
      return landed ? 'start' : 'rest';
    case 'running':
      return 'settle';
    case 'curated':
      if (!claim.announced) return age >= graceMilliseconds ? 'announce' : 'rest';
      return landed && landed !== claim.fingerprint && age >= rest ? 'start' : 'rest';
    case 'failed':
      if (!claim.announced) return age >= graceMilliseconds ? 'announce' : 'rest';
      return landed && age >= retryDelay(claim.failures) ? 'start' : 'rest';
  }
};

/** 5 min, 10 min, … up to 6 h: a run that cannot succeed costs a few runs a day, and needs no one to start it again. */
const retryDelay = (failures: number): number => Math.min(360, 5 * 2 ** (failures - 1)) * minute;
