/** How the timers of a stage are looked at (milliseconds); a test holds these against `serverless.yml`. */
export type Looking = {
  /** What is due is left to the readings for so long. */
  underWay: number;
  /** Between two looks. */
  every: number;
};

export const asDeployed: Looking = { underWay: 20_000, every: 10_000 };
