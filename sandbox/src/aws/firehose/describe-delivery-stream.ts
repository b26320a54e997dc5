import type { DeliveryStream } from './delivery-stream.ts';
import { versionId } from './write-object.ts';

/** `createdAt` in epoch ms. */
export const describeDeliveryStream = ({ name, arn, source, properties }: DeliveryStream, createdAt: number) => {
  const { ExtendedS3DestinationConfiguration: s3, KinesisStreamSourceConfiguration: kinesis } = properties;
  return {
    DeliveryStreamName: name,
    DeliveryStreamARN: arn,
    DeliveryStreamStatus: 'ACTIVE',
    DeliveryStreamType: source ? 'KinesisStreamAsSource' : 'DirectPut',
    VersionId: versionId,
    CreateTimestamp: createdAt / 1000,
    ...(source && {
      Source: { KinesisStreamSourceDescription: { ...kinesis, DeliveryStartTimestamp: createdAt / 1000 } },
    }),
    Destinations: [{ DestinationId: 'destinationId-000000000001', ExtendedS3DestinationDescription: s3 }],
    HasMoreDestinations: false,
  };
};
