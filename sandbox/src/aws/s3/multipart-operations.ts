import { checkWrite } from './conditions.ts';
import { keptHeaders } from './kept-headers.ts';
import { assembled, beginUpload, endUpload, putPart } from './multipart-uploads.ts';
import type { ObjectStore } from './object-store.ts';
import { done, type Operation } from './operation.ts';
import { payloadOf } from './payload.ts';
import { text, xmlResponse } from './xml.ts';
import { rowsOf, xmlBody } from './xml-body.ts';

export const multipartOperations = (store: ObjectStore): Record<string, Operation> => ({
  CreateMultipartUpload({ bucket, key, request: { headers } }) {
    const id = beginUpload(store.bucket(bucket), { key, headers: keptHeaders(headers) });
    return xmlResponse('InitiateMultipartUploadResult', text('Bucket', bucket), text('Key', key), text('UploadId', id));
  },

  UploadPart({ bucket, key, request }) {
    const partNumber = Number(request.query.get('partNumber'));
    const etag = putPart(store.bucket(bucket), uploadId(request.query), key, partNumber, payloadOf(request));
    return done(200, { etag: `"${etag}"` });
  },

  CompleteMultipartUpload({ bucket, key, request }) {
    const id = uploadId(request.query);
    const { Part } = xmlBody(payloadOf(request), 'CompleteMultipartUpload');
    const parts = rowsOf(Part).map(({ PartNumber, ETag }) => ({
      number: Number(PartNumber),
      etag: String(ETag).replaceAll('"', ''),
    }));
    const object = assembled(store.bucket(bucket), id, key, parts);
    checkWrite(request.headers, store.find(bucket, key));
    const { etag } = store.put(bucket, object, 'CompleteMultipartUpload');
    endUpload(store.bucket(bucket), id, key);
    return xmlResponse(
      'CompleteMultipartUploadResult',
      text('Location', `/${bucket}/${key}`),
      text('Bucket', bucket),
      text('Key', key),
      text('ETag', `"${etag}"`),
    );
  },

  AbortMultipartUpload({ bucket, key, request }) {
    endUpload(store.bucket(bucket), uploadId(request.query), key);
    return done(204);
  },
});

const uploadId = (query: URLSearchParams): string => query.get('uploadId') ?? '';
