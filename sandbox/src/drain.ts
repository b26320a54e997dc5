import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from './platform.ts';

/** Milliseconds between looks at a platform that is still busy. */
const pollInterval = 50;

/**
 * Lets everything that was sent come to rest: streams read, buffers delivered, hours curated, events and notifications
 * taken. What would happen by the clock (buffer intervals, the schedules) is told to happen now.
 */
export const drain = async (platform: Platform, progress: (step: string) => void): Promise<void> => {
  progress('Reading the streams');
  await until(() => streamsAreRead(platform));
  progress('Delivering to the lake');
  await platform.firehose.deliverNow();
  progress('Curating the lake');
  // The first round curates what landed; the second finds nothing left, or what landed in the meantime.
  for (let round = 0; round < 2; round++) {
    for (const schedule of platform.schedules) platform.eventBridge.runScheduleNow(schedule);
    await until(() => isAtRest(platform));
  }
};

const streamsAreRead = (platform: Platform): boolean => platform.mappings().every((mapping) => mapping.idle());

const isAtRest = ({ eventBridge, glue, lambda, sns, ...platform }: Platform): boolean =>
  platform.mappings().every((mapping) => mapping.idle()) &&
  [eventBridge, glue, lambda, sns].every((each) => each.idle());

const until = async (condition: () => boolean): Promise<void> => {
  // Twice in a row: between two services a thing is for a moment in neither.
  for (let calm = 0; calm < 2; calm = condition() ? calm + 1 : 0) await sleep(pollInterval);
};
