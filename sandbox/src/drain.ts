import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from './platform.ts';

/** Milliseconds between looks at a platform that is still busy. */
const pollInterval = 50;

/**
 * Lets everything that was sent come to rest: streams read, buffers delivered, hours curated, events and notifications
 * taken. What would happen by the clock (batching windows, buffer intervals, the schedules) is told to happen now.
 */
export const drain = async (platform: Platform, progress: (step: string) => void): Promise<void> => {
  await until(() => busyMappings(platform), progress);
  progress('Delivering to the lake');
  await platform.firehose.deliverNow();
  // The first round curates what landed; the second finds nothing left, or what landed in the meantime.
  for (let round = 0; round < 2; round++) {
    for (const [schedule, targets] of platform.schedules)
      if (targets.some(isWaitedFor)) platform.eventBridge.runScheduleNow(schedule);
    await until(() => [...busyMappings(platform), ...busyServices(platform)], progress);
  }
  // Events that are kept have come to their delivery streams by now.
  await platform.firehose.deliverNow();
};

const busyMappings = (platform: Platform): string[] => {
  const busy = [...platform.mappings].filter(([, mapping]) => !mapping.idle());
  for (const [, mapping] of busy) mapping.deliverNow();
  return busy.map(([functionName]) => functionName);
};

const busyServices = ({ eventBridge, glue, lambda, sns }: Platform): string[] =>
  Object.entries({ eventBridge, glue, lambda, sns }).flatMap(([name, { idle }]) => (idle(isWaitedFor) ? [] : [name]));

/** The function that looks at timers stays for most of each minute: it is never at rest, and nothing waits for it. */
const isWaitedFor = (functionNameOrArn: string): boolean => !functionNameOrArn.endsWith('-wake');

const until = async (busy: () => string[], progress: (step: string) => void): Promise<void> => {
  // Twice in a row: between two services a thing is for a moment in neither.
  for (let calm = 0; calm < 2; ) {
    const names = busy();
    calm = names.length === 0 ? calm + 1 : 0;
    if (names.length > 0) progress(`Waiting for ${names.join(', ')}`);
    await sleep(pollInterval);
  }
};
