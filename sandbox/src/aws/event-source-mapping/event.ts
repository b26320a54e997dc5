import { account, region } from '../account.ts';
import type { StreamRecord } from '../kinesis/kinesis.ts';
import type { WindowFields } from './tumbling-window.ts';

/** A record and its part of the event, as JSON text: written once, however often the record is delivered. */
export type Item = { record: StreamRecord; json: string };

type Source = { functionName: string; streamArn: string; shardId: string };

/** The shape is https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html#services-kinesis-event-example */
export const itemOf =
  ({ functionName, streamArn, shardId }: Source) =>
  (record: StreamRecord): Item => ({
    record,
    json: JSON.stringify({
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: record.partitionKey,
        sequenceNumber: record.sequenceNumber,
        data: record.data.toString('base64'),
        approximateArrivalTimestamp: record.arrivedAt / 1000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `${shardId}:${record.sequenceNumber}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: `arn:aws:iam::${account}:role/${functionName}`,
      awsRegion: region,
      eventSourceARN: streamArn,
    }),
  });

export const eventOf = (items: Item[], window?: WindowFields): string => {
  const records = `{"Records":[${items.map((item) => item.json).join(',')}]`;
  return window ? `${records},${JSON.stringify(window).slice(1)}` : `${records}}`;
};
