import { type Opened, openRecord } from '@millrace/shared/runtime/deliveries';

/** The user records in bytes of a stream, just as the stream's consumers open them. */
export const openBytes = (data: Buffer): Opened[] =>
  openRecord({
    awsRegion: '',
    eventID: '',
    eventName: 'aws:kinesis:record',
    eventSource: 'aws:kinesis',
    eventSourceARN: '',
    eventVersion: '1.0',
    invokeIdentityArn: '',
    kinesis: {
      approximateArrivalTimestamp: 0,
      data: data.toString('base64'),
      kinesisSchemaVersion: '1.0',
      partitionKey: '',
      sequenceNumber: '',
    },
  });
