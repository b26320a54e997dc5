import type { KinesisStreamEvent } from 'aws-lambda';

/** An event of a Kinesis event source mapping: one record for each of the given bytes, with rising sequence numbers from 1. */
export const aKinesisEvent = (
  records: (Buffer | string)[],
  { arrivedAt = 1_764_000_001_000, partitionKey = 'monitor-01' } = {},
): KinesisStreamEvent => ({
  Records: records.map((data, index) => ({
    awsRegion: 'eu-central-1',
    eventID: `shardId-000000000000:${index + 1}`,
    eventName: 'aws:kinesis:record',
    eventSource: 'aws:kinesis',
    eventSourceARN: 'arn:aws:kinesis:eu-central-1:000000000000:stream/readings',
    eventVersion: '1.0',
    invokeIdentityArn: 'arn:aws:iam::000000000000:role/test',
    kinesis: {
      approximateArrivalTimestamp: arrivedAt / 1000,
      data: Buffer.from(data).toString('base64'),
      kinesisSchemaVersion: '1.0',
      partitionKey,
      sequenceNumber: String(index + 1),
    },
  })),
});
