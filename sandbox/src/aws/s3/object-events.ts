import { account } from '../account.ts';
import type { Emit } from '../eventbridge/emit.ts';
import type { StoredObject } from './stored-object.ts';

export type Creation = 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload';
type Event = Parameters<Emit>[0];
type EventObject = Pick<StoredObject, 'key' | 'sequencer'> & Partial<Pick<StoredObject, 'size' | 'etag'>>;

/** As in "EventBridge event message structure" of the S3 user guide. */
export const objectCreated = (bucket: string, object: StoredObject, reason: Creation): Event => {
  const { key, size, etag, sequencer } = object;
  return event('Object Created', bucket, { key, size, etag, sequencer }, { reason });
};

/** A delete without versioning names neither size nor entity tag. */
export const objectDeleted = (bucket: string, key: string, sequencer: string): Event =>
  event(
    'Object Deleted',
    bucket,
    { key, sequencer },
    {
      reason: 'DeleteObject',
      'deletion-type': 'Permanently Deleted',
    },
  );

const event = (detailType: string, bucket: string, object: EventObject, more: object): Event => ({
  source: 'aws.s3',
  'detail-type': detailType,
  resources: [`arn:aws:s3:::${bucket}`],
  detail: {
    version: '0',
    bucket: { name: bucket },
    object,
    // Unique as a request id must be, and the same in every run of one seed.
    'request-id': object.sequencer.toUpperCase(),
    requester: account,
    'source-ip-address': '127.0.0.1',
    ...more,
  },
});
