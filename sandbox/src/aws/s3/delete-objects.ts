import { notImplemented } from '../../wire/aws-service.ts';
import type { ObjectStore } from './object-store.ts';
import type { Operation } from './operation.ts';
import { payloadOf } from './payload.ts';
import { element, text, xmlResponse } from './xml.ts';
import { malformed, rowsOf, xmlBody } from './xml-body.ts';

/** Deletes up to 1,000 keys of a bucket, the limit of the API reference; all of them or, where the body is wrong, none. */
export const deleteObjects =
  (store: ObjectStore): Operation =>
  ({ bucket, request }) => {
    const { Object: rows, Quiet } = xmlBody(payloadOf(request), 'Delete');
    const keys = rowsOf(rows).map(({ Key, ...conditions }) => {
      if (typeof Key !== 'string' || Key === '') throw malformed();
      const condition = Object.keys(conditions)[0];
      if (condition) throw notImplemented('S3', `DeleteObjects with ${condition}`);
      return Key;
    });
    if (keys.length > 1000) throw malformed();
    for (const key of keys) store.delete(bucket, key);
    return xmlResponse(
      'DeleteResult',
      ...(Quiet === 'true' ? [] : keys.map((key) => element('Deleted', text('Key', key)))),
    );
  };
