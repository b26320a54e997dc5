import type { AwsRequest } from '../../wire/aws-service.ts';
import type { Address } from './address.ts';

/**
 * The S3 operation that a request means. One that has no name here gets one made from its parts, such as
 * `GetObjectAcl` for GET ?acl, so that the answer to it can say what is not supported.
 */
export const operationName = (request: AwsRequest, { bucket, key }: Address): string => {
  const level = key ? 'Object' : bucket ? 'Bucket' : 'Service';
  const asked = [...request.query.keys()].filter((name) => !parameters.test(name));
  const subresource = asked.includes('uploadId') ? 'uploadId' : asked[0];
  const signature = [request.method, level, subresource].filter(Boolean).join(' ');
  if (signature === 'GET Bucket' && request.query.get('list-type') === '2') return 'ListObjectsV2';
  if (request.headers['x-amz-copy-source'] !== undefined) {
    if (signature === 'PUT Object') return 'CopyObject';
    if (signature === 'PUT Object uploadId') return 'UploadPartCopy';
  }
  return names[signature] ?? pascal(request.method.toLowerCase()) + level + pascal(subresource ?? '');
};

/** Query parameters that shape an operation or sign it, but do not make it another one. */
const parameters =
  /^(x-id|list-type|prefix|delimiter|max-keys|continuation-token|start-after|fetch-owner|encoding-type|x-amz-.*)$/i;

const names: Record<string, string> = {
  'GET Service': 'ListBuckets',
  'PUT Bucket': 'CreateBucket',
  'HEAD Bucket': 'HeadBucket',
  'DELETE Bucket': 'DeleteBucket',
  'GET Bucket': 'ListObjects',
  'GET Bucket location': 'GetBucketLocation',
  'POST Bucket delete': 'DeleteObjects',
  'PUT Object': 'PutObject',
  'GET Object': 'GetObject',
  'HEAD Object': 'HeadObject',
  'DELETE Object': 'DeleteObject',
  'POST Object uploads': 'CreateMultipartUpload',
  'PUT Object uploadId': 'UploadPart',
  'POST Object uploadId': 'CompleteMultipartUpload',
  'DELETE Object uploadId': 'AbortMultipartUpload',
  'GET Object uploadId': 'ListParts',
};

const pascal = (name: string): string =>
  name
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
