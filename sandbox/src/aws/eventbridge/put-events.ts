import { randomUUID } from 'node:crypto';
import { AwsError } from '../../wire/aws-service.ts';
import { account, region } from '../account.ts';
import type { Bus, createBuses } from './buses.ts';
import type { BusEvent } from './rule.ts';

type Entry = {
  Time?: number;
  Source?: string;
  DetailType?: string;
  Detail?: string;
  Resources?: string[];
  EventBusName?: string;
};

/** All entries of a request together, in bytes. It holds in every region; most take 1 MiB since 2026. */
const largestRequest = 256 * 1024;

type Ports = { buses: ReturnType<typeof createBuses>; accept: (bus: Bus, event: BusEvent) => void; now: () => number };

/** PutEvents: a bad entry fails alone, under 200. Throws `ValidationException` for a request that is too long or too large. */
export const putEvents =
  ({ buses, accept, now }: Ports) =>
  ({ Entries: entries = [] }: { Entries?: Entry[] }) => {
    if (entries.length === 0 || entries.length > 10)
      throw new AwsError(
        'ValidationException',
        "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and 10",
      );
    if (entries.reduce((total, entry) => total + sizeOf(entry), 0) > largestRequest)
      throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
    const results = entries.map((entry) => {
      const bus = buses.find(entry.EventBusName);
      const failure = failureOf(entry, bus);
      if (failure || !bus) return failure;
      const event = busEvent({
        time: (entry.Time ?? now() / 1000) * 1000,
        source: entry.Source ?? '',
        'detail-type': entry.DetailType ?? '',
        resources: entry.Resources ?? [],
        detail: parseObject(entry.Detail),
      });
      accept(bus, event);
      return { EventId: event.id };
    });
    return { FailedEntryCount: results.filter((result) => result && 'ErrorCode' in result).length, Entries: results };
  };

/** Fills in what EventBridge itself says of an event. `time` in epoch ms. */
export const busEvent = ({
  time,
  ...event
}: Pick<BusEvent, 'source' | 'detail-type' | 'resources' | 'detail'> & { time: number }): BusEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': event['detail-type'],
  source: event.source,
  account,
  time: wholeSeconds(time),
  region,
  resources: event.resources,
  detail: event.detail,
});

export const wholeSeconds = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
const sizeOf = ({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: Entry): number =>
  [Source, DetailType, Detail, ...Resources].reduce(
    (total, text) => total + Buffer.byteLength(text),
    Time === undefined ? 0 : 14,
  );

/** An unknown bus is an error here. AWS takes such an entry and loses it without a word, which no test should copy. */
const failureOf = (entry: Entry, bus: Bus | undefined) => {
  for (const name of ['Source', 'DetailType', 'Detail'] as const)
    if (!entry[name])
      return failure('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
  if (!bus)
    return failure(
      'InvalidArgument',
      `Parameter EventBusName is not valid. Reason: ${entry.EventBusName} does not exist.`,
    );
  if (entry.Source?.startsWith('aws.')) return failure('NotAuthorizedForSource', 'Not authorized for the source.');
  if (!parseObject(entry.Detail)) return failure('MalformedDetail', 'Detail is malformed.');
  return undefined;
};

const failure = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });

const parseObject = (text = ''): object | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
