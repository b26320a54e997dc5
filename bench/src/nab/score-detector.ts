import { bestThreshold } from './best-threshold.ts';
import { foldsOf } from './folds.ts';
import { normalise } from './normalise.ts';
import { type Profile, profileNames, profiles } from './profiles.ts';
import { rateRows } from './rate-rows.ts';
import { scoreAt } from './score-at.ts';
import { scoreByThreshold } from './score-by-threshold.ts';
import type { Series } from './series.ts';

export type ProfileScore = {
  /** Normalised: 0 for the null detector, 100 for a perfect one. */
  score: number;
  threshold: number;
  /** Rows outside windows, and windows with at least one row, that reach the threshold. */
  falsePositives: number;
  windowsFound: number;
  /** Normalised as well, each file scored at the threshold that is best for the files of the other folds. */
  crossValidated: number | undefined;
  /** Normalised, at the threshold that the detector itself recommends. */
  recommended: number | undefined;
};

export type Options = { folds: number | undefined; recommended: number | undefined };

export type DetectorScore = Record<Profile, ProfileScore>;

/** The scores of a detector whose scores for the rows of each file are given, in the order of the files. */
export const scoreDetector = (
  series: readonly Series[],
  scores: readonly (readonly number[])[],
  options: Options,
): DetectorScore =>
  Object.fromEntries(profileNames.map((name) => [name, scoreProfile(series, scores, name, options)])) as DetectorScore;

const scoreProfile = (
  series: readonly Series[],
  scores: readonly (readonly number[])[],
  profile: Profile,
  { folds, recommended }: Options,
): ProfileScore => {
  const weights = profiles[profile];
  const rated = series.map((each, index) => rateRows(each, scores[index] ?? [], weights));
  const windows = series.flatMap((each) => each.windows).length;
  // Calls nothing an anomaly, as no threshold at which it calls everything one scores more.
  const nullScore = bestThreshold(
    scoreByThreshold(
      rated.flat().map((row) => ({ ...row, score: 0.5 })),
      weights,
    ),
  ).score;
  const normalised = (score: number) => normalise(score, nullScore, windows, weights);
  const scored = scoreByThreshold(rated.flat(), weights);
  const best = bestThreshold(scored);
  const found = new Set(
    rated.flat().flatMap(({ score, window }) => (window && score >= best.threshold ? [window] : [])),
  );
  return {
    score: normalised(best.score),
    threshold: best.threshold,
    falsePositives: best.falsePositives,
    windowsFound: found.size,
    crossValidated: folds === undefined ? undefined : normalised(crossValidate(series, rated, profile, folds)),
    recommended: recommended === undefined ? undefined : normalised(scoreAt(scored, recommended).score),
  };
};

const crossValidate = (
  series: readonly Series[],
  rated: readonly ReturnType<typeof rateRows>[],
  profile: Profile,
  folds: number,
): number => {
  const weights = profiles[profile];
  const foldOf = foldsOf(series, folds);
  const byThreshold = (chosen: (fold: number) => boolean) =>
    scoreByThreshold(rated.filter((_, index) => chosen(foldOf[index] ?? 0)).flat(), weights);
  let sum = 0;
  for (let fold = 0; fold < folds; fold++) {
    const { threshold } = bestThreshold(byThreshold((each) => each !== fold));
    sum += scoreAt(
      byThreshold((each) => each === fold),
      threshold,
    ).score;
  }
  return sum;
};
