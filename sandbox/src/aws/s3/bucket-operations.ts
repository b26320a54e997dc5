import { AwsError } from '../../wire/aws-service.ts';
import { region } from '../account.ts';
import { listPage } from './list-page.ts';
import type { ObjectStore } from './object-store.ts';
import { done, type Operation } from './operation.ts';
import type { StoredObject } from './stored-object.ts';
import { element, text, xmlResponse } from './xml.ts';

export const bucketOperations = (store: ObjectStore): Record<string, Operation> => ({
  ListBuckets: () =>
    xmlResponse(
      'ListAllMyBucketsResult',
      element(
        'Buckets',
        ...store
          .buckets()
          .map(({ name, createdAt }) =>
            element('Bucket', text('Name', name), text('CreationDate', new Date(createdAt).toISOString())),
          ),
      ),
    ),

  CreateBucket({ bucket }) {
    if (store.hasBucket(bucket))
      throw new AwsError('BucketAlreadyOwnedByYou', 'You own a bucket of this name already.', 409);
    store.createBucket({ name: bucket, eventBridge: false });
    return done(200, { location: `/${bucket}` });
  },

  HeadBucket({ bucket }) {
    store.bucket(bucket);
    return done(200, { 'x-amz-bucket-region': region });
  },

  DeleteBucket({ bucket }) {
    store.deleteBucket(bucket);
    return done(204);
  },

  GetBucketLocation({ bucket }) {
    store.bucket(bucket);
    return xmlResponse('LocationConstraint', region);
  },

  ListObjectsV2({ bucket, request: { query } }) {
    const parameter = (name: string): string => query.get(name) ?? '';
    const token = query.get('continuation-token');
    const maxKeys = Number(query.get('max-keys') ?? mostKeys);
    if (!(maxKeys >= 0)) throw new AwsError('InvalidArgument', 'max-keys is a number, 0 or more.');
    const asked = {
      prefix: parameter('prefix'),
      delimiter: parameter('delimiter'),
      startAfter: parameter('start-after'),
      maxKeys: Math.min(maxKeys, mostKeys),
      ...(token !== null && { token }),
    };
    const { contents, commonPrefixes, nextToken } = listPage(store.bucket(bucket).index, asked);
    const written = query.get('encoding-type') === 'url' ? urlEncoded : (name: string) => name;
    return xmlResponse(
      'ListBucketResult',
      text('Name', bucket),
      text('Prefix', written(asked.prefix)),
      asked.delimiter && text('Delimiter', written(asked.delimiter)),
      asked.startAfter && text('StartAfter', written(asked.startAfter)),
      text('ContinuationToken', token ?? undefined),
      text('NextContinuationToken', nextToken),
      text('EncodingType', query.get('encoding-type') ?? undefined),
      text('MaxKeys', asked.maxKeys),
      text('KeyCount', contents.length + commonPrefixes.length),
      text('IsTruncated', nextToken !== undefined),
      ...contents.map((object) => listed(object, written)),
      ...commonPrefixes.map((prefix) => element('CommonPrefixes', text('Prefix', written(prefix)))),
    );
  },
});

// What S3 gives on one page.
const mostKeys = 1000;

const listed = (object: StoredObject, written: (name: string) => string): string =>
  element(
    'Contents',
    text('Key', written(object.key)),
    text('LastModified', new Date(object.lastModified).toISOString()),
    text('ETag', `"${object.etag}"`),
    text('Size', object.size),
    text('StorageClass', 'STANDARD'),
  );

const urlEncoded = (name: string): string => encodeURIComponent(name).replaceAll('%2F', '/');
