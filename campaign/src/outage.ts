import type { CallSite, Operation } from './call-site.ts';

const hour = 3_600_000;

/** A long fault of one thing, longer than any retry lasts: what it keeps from passing is given up. */
type OutageKind = {
  name: string;
  /** How often a seed has it. */
  share: number;
  duration: number;
  functionName: string;
  /** What is out: a call of this operation, or the invocation itself where there is none. */
  operation?: Operation;
  fault?: string;
};

const outageKinds: OutageKind[] = [
  // Longer than the age of 18 hours at which the mappings give up a record.
  { name: 'accept throttled for 19 hours', share: 0.02, duration: 19 * hour, functionName: '-accept' },
  { name: 'enrich throttled for 19 hours', share: 0.02, duration: 19 * hour, functionName: '-enrich' },
  { name: 'evaluate throttled for 19 hours', share: 0.02, duration: 19 * hour, functionName: '-evaluate' },
  { name: 'wake throttled for half an hour', share: 0.02, duration: hour / 2, functionName: '-wake' },
  // Longer than twenty retries take.
  {
    name: 'the alert states denied for an hour',
    share: 0.02,
    duration: hour,
    functionName: '-evaluate',
    operation: 'PutItem',
    fault: 'key denied',
  },
  {
    name: 'the topic denied for an hour',
    share: 0.02,
    duration: hour,
    functionName: '-evaluate',
    operation: 'PublishBatch',
    fault: 'key denied',
  },
  {
    name: 'the registry denied for an hour',
    share: 0.01,
    duration: hour,
    functionName: '-enrich',
    operation: 'GetObject',
    fault: 'key denied',
  },
  {
    name: 'the accepted stream denied for an hour',
    share: 0.01,
    duration: hour,
    functionName: '-accept',
    operation: 'PutRecords',
    fault: 'key denied',
  },
];

export const drawOutage = (random: () => number, start: number) => {
  const drawn = random();
  let share = 0;
  const kind = outageKinds.find((each) => {
    share += each.share;
    return drawn < share;
  });
  if (!kind) return undefined;
  const from = start + random() * 10_000;
  const isOn = (functionName: string, now: number): boolean =>
    functionName.endsWith(kind.functionName) && now >= from && now < from + kind.duration;
  return {
    name: kind.name,
    fault: kind.fault ?? '',
    befalls: ({ functionName, operation }: CallSite, now: number): boolean =>
      operation === kind.operation && isOn(functionName, now),
    befallsInvocation: (fault: string, functionName: string, now: number): boolean =>
      kind.operation === undefined && fault === 'invocation throttled' && isOn(functionName, now),
  };
};
