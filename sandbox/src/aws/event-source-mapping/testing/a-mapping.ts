import type { KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda';
import { virtualClock } from '../../../clock.ts';
import type { Invocation } from '../../../lambda/invoke.ts';
import { AwsError } from '../../../wire/aws-service.ts';
import { createKinesis } from '../../kinesis/kinesis.ts';
import { createEventSourceMapping } from '../event-source-mapping.ts';
import type { FailureDocument } from '../failure-document.ts';
import type { EventSourceMappingSettings } from '../settings.ts';
import type { WindowFields } from '../tumbling-window.ts';

export type Event = KinesisStreamEvent & Partial<WindowFields>;

/** The function: what it returns is its answer, what it throws an unhandled error. */
export type Handler = (event: Event) => unknown;

export const queue = 'arn:aws:sqs:eu-central-1:000000000000:failures';
export const uuid = '6f1f6f0e-8f6d-4b0f-9a52-3c6e8f7d2a11';

/** A function behind a stream in virtual time, with an on-failure queue. The mapping is not started. */
export const aMapping = ({
  handler = () => null,
  throttled = () => false,
  shardCount = 1,
  deliverFailure = async () => {},
  ...settings
}: Partial<EventSourceMappingSettings> & {
  handler?: Handler;
  /** Whether the next invocation is refused. */
  throttled?: () => boolean;
  shardCount?: number;
  deliverFailure?: () => Promise<void>;
} = {}) => {
  const clock = virtualClock();
  const kinesis = createKinesis({ clock });
  kinesis.createStream({ name: 'readings', shardCount });
  const invocations: { at: number; texts: string[]; event: Event }[] = [];
  const failures: { destination: string; document: FailureDocument; objectKey: string }[] = [];
  const begin = clock.now();

  const invoke = async (_functionName: string, payload: string): Promise<Invocation> => {
    if (throttled()) throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    const event: Event = JSON.parse(payload);
    invocations.push({ at: clock.now() - begin, texts: event.Records.map(textOf), event });
    try {
      return { payload: JSON.stringify((await handler(event)) ?? null) };
    } catch (error) {
      return { payload: JSON.stringify({ errorMessage: String(error) }), functionError: 'Unhandled' };
    }
  };

  const create = (more: Partial<EventSourceMappingSettings> = {}) =>
    createEventSourceMapping({
      clock,
      kinesis,
      invoke,
      deliverFailure: async (destination, document, objectKey) => {
        await deliverFailure();
        failures.push({ destination, document, objectKey });
      },
      settings: {
        uuid,
        functionName: 'accept',
        stream: 'readings',
        startingPosition: 'TRIM_HORIZON',
        destinationConfig: { onFailure: { destination: queue } },
        ...settings,
        ...more,
      },
    });

  return {
    clock,
    kinesis,
    mapping: create(),
    /** One more mapping of the same function and stream. */
    create,
    invocations,
    failures,
    /** The records of each invocation so far, as text. */
    batches: () => invocations.map(({ texts }) => texts),
    put: (text: string, partitionKey = 'device') =>
      kinesis.put({ stream: 'readings', partitionKey, data: Buffer.from(text) }).sequenceNumber,
  };
};

export const textOf = (record: KinesisStreamRecord): string =>
  Buffer.from(record.kinesis.data, 'base64').toString('utf8');
