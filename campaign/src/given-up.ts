import type { KinesisStreamEvent } from 'aws-lambda';
import { bucketName } from '../../sandbox/src/seed/names.ts';
import type { Aws } from './aws.ts';

/** A record as Lambda kept it when it gave it up. */
export type GivenUp = { key: string; stream: string; sequenceNumber: string; partitionKey: string; data: Buffer };

export const readGivenUp = async ({ s3 }: Aws): Promise<GivenUp[]> => {
  const bucket = bucketName('set-aside');
  const found: GivenUp[] = [];
  for (const { key } of await s3.listObjects({ bucket, prefix: 'aws/lambda/' })) {
    const { payload = '{"Records":[]}' } = JSON.parse(String((await s3.getObject({ bucket, key }))?.body));
    const { Records } = JSON.parse(payload) as KinesisStreamEvent;
    for (const { eventSourceARN, kinesis } of Records)
      found.push({
        key,
        stream: eventSourceARN.slice(eventSourceARN.lastIndexOf('/') + 1),
        sequenceNumber: kinesis.sequenceNumber,
        partitionKey: kinesis.partitionKey,
        data: Buffer.from(kinesis.data, 'base64'),
      });
  }
  return found;
};
