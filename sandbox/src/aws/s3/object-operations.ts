import { AwsError, type AwsResponse, notImplemented } from '../../wire/aws-service.ts';
import { addressOf } from './address.ts';
import { byteRange } from './byte-range.ts';
import { checkWrite, preconditionFailed, readRefusal } from './conditions.ts';
import { keptHeaders } from './kept-headers.ts';
import type { ObjectStore } from './object-store.ts';
import { done, type Operation } from './operation.ts';
import { payloadOf } from './payload.ts';
import type { StoredObject } from './stored-object.ts';
import { text, xmlResponse } from './xml.ts';

export const objectOperations = (store: ObjectStore): Record<string, Operation> => {
  const existing = (bucket: string, key: string): StoredObject => {
    const object = store.find(bucket, key);
    if (!object) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
    return object;
  };

  /** GetObject and HeadObject alike, but for `bodyOf`. */
  const read =
    (bodyOf: (bucket: string, object: StoredObject, start: number, end: number) => Buffer | ''): Operation =>
    ({ bucket, key, request: { headers } }) => {
      const object = existing(bucket, key);
      const about = headersOf(object);
      const refusal = readRefusal(headers, object);
      if (refusal === 304) return done(304, about);
      if (refusal) throw preconditionFailed();
      const range = byteRange(headers.range, object.size);
      const { start, end } = range ?? { start: 0, end: object.size };
      return {
        status: range ? 206 : 200,
        headers: {
          ...about,
          'content-length': String(end - start),
          ...(range && { 'content-range': `bytes ${start}-${end - 1}/${object.size}` }),
        },
        body: bodyOf(bucket, object, start, end),
      };
    };

  return {
    GetObject: read((bucket, object, start, end) =>
      Buffer.concat([...store.bucket(bucket).files.read(object, start, end)]),
    ),
    HeadObject: read(() => ''),

    PutObject({ bucket, key, request }) {
      checkWrite(request.headers, store.find(bucket, key));
      const object = { key, content: [payloadOf(request)], headers: keptHeaders(request.headers) };
      return done(200, { etag: `"${store.put(bucket, object, 'PutObject').etag}"` });
    },

    CopyObject({ bucket, key, request: { headers } }) {
      const from = sourceOf(headers['x-amz-copy-source'] ?? '');
      const source = existing(from.bucket, from.key);
      if (readRefusal(copySourceConditions(headers), source)) throw preconditionFailed();
      checkWrite(headers, store.find(bucket, key));
      const replace = headers['x-amz-metadata-directive'] === 'REPLACE';
      if (!replace && from.bucket === bucket && from.key === key)
        throw new AwsError('InvalidRequest', 'An object cannot be copied to itself without changing its metadata.');
      const content = store.bucket(from.bucket).files.read(source);
      const object = { key, content, headers: replace ? keptHeaders(headers) : source.headers };
      const { etag, lastModified } = store.put(bucket, object, 'CopyObject');
      return xmlResponse(
        'CopyObjectResult',
        text('LastModified', new Date(lastModified).toISOString()),
        text('ETag', `"${etag}"`),
      );
    },

    DeleteObject({ bucket, key, request: { headers } }) {
      checkWrite(headers, store.find(bucket, key));
      store.delete(bucket, key);
      return done(204);
    },
  };
};

const headersOf = (object: StoredObject): AwsResponse['headers'] => ({
  ...object.headers,
  etag: `"${object.etag}"`,
  'last-modified': new Date(object.lastModified).toUTCString(),
  'accept-ranges': 'bytes',
});

/** `bucket/key` or `/bucket/key`, percent-encoded. */
const sourceOf = (header: string): { bucket: string; key: string } => {
  const [path = '', version] = header.split('?versionId=');
  if (version !== undefined) throw notImplemented('S3', 'CopyObject of a version');
  const { bucket, key } = addressOf({ path, headers: {} });
  if (!bucket || !key) throw new AwsError('InvalidArgument', 'Copy Source must mention the source bucket and key');
  return { bucket, key };
};

const copySourceConditions = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('x-amz-copy-source-if-') ? [[name.replace('x-amz-copy-source-', ''), value]] : [],
    ),
  );
