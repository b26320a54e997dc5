import { operationName } from './operation-name.ts';

const lake = { bucket: 'lake', key: '' };
const object = { bucket: 'lake', key: 'a' };

test.each([
  ['GET', '', { bucket: '', key: '' }, 'ListBuckets'],
  ['GET', 'list-type=2&prefix=a', lake, 'ListObjectsV2'],
  ['GET', '', lake, 'ListObjects'],
  ['GET', 'acl', lake, 'GetBucketAcl'],
  ['PUT', 'policy', lake, 'PutBucketPolicy'],
  ['DELETE', 'lifecycle', lake, 'DeleteBucketLifecycle'],
  ['GET', 'object-lock', lake, 'GetBucketObjectLock'],
  ['GET', 'tagging&x-id=GetObjectTagging', object, 'GetObjectTagging'],
  ['GET', 'X-Amz-Signature=0&X-Amz-Date=1', object, 'GetObject'],
  ['PUT', 'partNumber=1&uploadId=0', object, 'UploadPart'],
  ['GET', 'partNumber=1', object, 'GetObjectPartNumber'],
  ['OPTIONS', '', object, 'OptionsObject'],
])('%s ?%s of %j is %s', (method, query, address, name) => {
  const request = { method, path: '', query: new URLSearchParams(query), headers: {}, body: Buffer.alloc(0) };
  expect(operationName(request, address)).toBe(name);
});
