/** What each outcome weighs. NAB's fourth weight, of true negatives, enters no score. */
export type Weights = { truePositive: number; falsePositive: number; falseNegative: number };

/** NAB's application profiles: its config/profiles.json. */
export const profiles = {
  standard: { truePositive: 1, falsePositive: 0.11, falseNegative: 1 },
  'low FP': { truePositive: 1, falsePositive: 0.22, falseNegative: 1 },
  'low FN': { truePositive: 1, falsePositive: 0.11, falseNegative: 2 },
} as const satisfies Record<string, Weights>;

export type Profile = keyof typeof profiles;
export const profileNames = Object.keys(profiles) as Profile[];
