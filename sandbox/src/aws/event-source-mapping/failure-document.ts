import { eventOf, type Item } from './event.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html */
export type FailureDocument = {
  requestContext: {
    requestId: string;
    functionArn: string;
    condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
    approximateInvokeCount: number;
  };
  /** None for records that are too old. */
  responseContext?: { statusCode: 200; executedVersion: '$LATEST'; functionError: string | null };
  version: '1.0';
  timestamp: string;
  KinesisBatchInfo: {
    shardId: string;
    startSequenceNumber: string;
    endSequenceNumber: string;
    approximateArrivalOfFirstRecord: string;
    approximateArrivalOfLastRecord: string;
    batchSize: number;
    streamArn: string;
  };
  /** The event as JSON text. Only S3 receives it. */
  payload?: string;
};

export type Failure =
  | { condition: 'RetryAttemptsExhausted'; invokeCount: number; functionError: string | null }
  | { condition: 'RecordAgeExceeded'; invokeCount: number };

type Context = {
  requestId: string;
  functionArn: string;
  shardId: string;
  streamArn: string;
  /** Epoch milliseconds. */
  now: number;
  withPayload: boolean;
};

/** The document about records that are given up. There is at least one. */
export const failureDocument = (items: [Item, ...Item[]], failure: Failure, context: Context): FailureDocument => {
  const first = items[0].record;
  const last = (items.at(-1) ?? items[0]).record;
  return {
    requestContext: {
      requestId: context.requestId,
      functionArn: context.functionArn,
      condition: failure.condition,
      approximateInvokeCount: failure.invokeCount,
    },
    ...(failure.condition === 'RetryAttemptsExhausted' && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: failure.functionError },
    }),
    version: '1.0',
    timestamp: iso(context.now),
    KinesisBatchInfo: {
      shardId: context.shardId,
      startSequenceNumber: first.sequenceNumber,
      endSequenceNumber: last.sequenceNumber,
      approximateArrivalOfFirstRecord: iso(first.arrivedAt),
      approximateArrivalOfLastRecord: iso(last.arrivedAt),
      batchSize: items.length,
      streamArn: context.streamArn,
    },
    ...(context.withPayload && { payload: eventOf(items) }),
  };
};

/** `aws/lambda/<mapping>/<shard>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<random UUID>` */
export const failureObjectKey = (uuid: string, shardId: string, now: number, random: string): string => {
  const [date = '', time = ''] = iso(now).slice(0, 19).split('T');
  return `aws/lambda/${uuid}/${shardId}/${date.replaceAll('-', '/')}/${date}T${time.replaceAll(':', '.')}-${random}`;
};

const iso = (time: number): string => new Date(time).toISOString();
