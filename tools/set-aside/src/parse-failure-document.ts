import { readJson, schemaParser } from '@millrace/shared/contracts/schema-parser';
import { setAsideId } from '@millrace/shared/set-aside/set-aside-id';
import * as Type from 'typebox';
import { channelOf } from './channel-of.ts';
import type { ParsedObject } from './parsed-object.ts';
import type { SetAside } from './set-aside.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html, as far as it is used here. */
const FailureDocument = Type.Object({
  requestContext: Type.Object({ functionArn: Type.String(), condition: Type.String() }),
  timestamp: Type.String(),
  KinesisBatchInfo: Type.Object({ shardId: Type.String(), streamArn: Type.String() }),
  /** The event as JSON text; seen as an object, too. */
  payload: Type.Unknown(),
});

const Payload = Type.Object({
  Records: Type.Array(
    Type.Object({
      kinesis: Type.Object({
        partitionKey: Type.String(),
        sequenceNumber: Type.String(),
        approximateArrivalTimestamp: Type.Number(),
        data: Type.String(),
      }),
    }),
  ),
});

const parseDocument = schemaParser(FailureDocument);
const parsePayload = schemaParser(Payload);

/** The records that Lambda gave up, from the object that it wrote. Each is a whole record of the stream, unopened. */
export const parseFailureDocument = (key: string, text: string): ParsedObject => {
  const unreadable = (detail: string): ParsedObject => ({ records: [], unreadable: [{ key, detail }] });
  const document = parse(text, parseDocument);
  if ('setAside' in document) return unreadable(document.setAside.detail);
  const { requestContext, timestamp, KinesisBatchInfo, payload } = document.ok;
  const event = parse(payload, parsePayload);
  if ('setAside' in event) return unreadable(`payload: ${event.setAside.pointer ?? ''} ${event.setAside.detail}`);
  const stream = KinesisBatchInfo.streamArn.slice(KinesisBatchInfo.streamArn.lastIndexOf('/') + 1);
  const { shardId } = KinesisBatchInfo;
  const records = event.ok.Records.map(({ kinesis }): SetAside => {
    const { sequenceNumber, partitionKey } = kinesis;
    const arrivedAt = Math.round(kinesis.approximateArrivalTimestamp * 1000);
    return {
      id: setAsideId({ stream, shardId, sequenceNumber, arrivedAt }),
      reason: requestContext.condition,
      detail: 'Lambda gave it up',
      by: functionOf(requestContext.functionArn, stream),
      setAsideAt: Date.parse(timestamp),
      ...{ stream, shardId, sequenceNumber, partitionKey, arrivedAt },
      data: Buffer.from(kinesis.data, 'base64'),
      whole: true,
      key,
    };
  });
  return { records, unreadable: [] };
};

/** `ingest-accept`, as the function calls itself when it sets aside, from `…:function:millrace-ingest-<stage>-accept:$LATEST`. */
const functionOf = (arn: string, stream: string): string => {
  const name = arn.split(':')[6] ?? arn;
  return name.replace(/^millrace-/, '').replace(`-${channelOf(stream)?.stage}-`, '-');
};

const parse = <T>(value: unknown, check: (value: unknown) => T) => {
  const read = typeof value === 'string' ? readJson(value) : { ok: value };
  return 'ok' in read ? check(read.ok) : read;
};
