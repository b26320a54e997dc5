import type { Outcome } from './response.ts';
import type { Settings } from './settings.ts';

/**
 * What comes after an invocation: go on behind the records that are done, try the same ones once more after a pause, try
 * them in two parts, or give them up.
 */
export type Step =
  | { action: 'go-on'; done: number }
  | { action: 'retry' }
  | { action: 'split'; at: number }
  | { action: 'give-up' };

/**
 * `attempts` counts the invocations, this one included, that got no record of this batch done. Splitting uses none up,
 * so a batch that can be split always is. AWS does not say what bisecting does when the first record is the one
 * reported, where its cut would leave the batch as it is: here it is halved, so that the others are set free.
 */
export const stepAfter = (
  { succeeded }: Pick<Outcome, 'succeeded'>,
  { size, attempts }: { size: number; attempts: number },
  { bisects, maximumRetries }: Pick<Settings, 'bisects' | 'maximumRetries'>,
): Step => {
  if (succeeded > 0) return { action: 'go-on', done: succeeded };
  if (bisects && size > 1) return { action: 'split', at: Math.ceil(size / 2) };
  return { action: attempts > maximumRetries ? 'give-up' : 'retry' };
};

/**
 * Milliseconds before the next try after `failures` in a row: 0.5 s, doubling, at most a minute. AWS publishes no
 * figures; these give the count that was recorded for a record that expires, while retried, after 60 seconds.
 */
export const backoff = (failures: number): number => Math.min(60_000, 500 * 2 ** (failures - 1));
