import { jsonParser } from '@millrace/shared/contracts/schema-parser';
import { setAsideId } from '@millrace/shared/set-aside/set-aside-id';
import * as Type from 'typebox';
import type { ParsedObject } from './parsed-object.ts';

/** https://docs.aws.amazon.com/iot/latest/developerguide/rule-error-handling.html, as far as it is used here. */
const parseError = jsonParser(
  Type.Object({
    ruleName: Type.String(),
    /** `millrace-<stage>/<tenant>/<device>/readings`, behind `$aws/rules/<rule>/` where Basic Ingest was used. */
    topic: Type.String({ pattern: '^([$]aws/rules/[^/]+/)?[^/]+/[^/]+/[^/]+/readings$' }),
    base64OriginalPayload: Type.String(),
  }),
);

/**
 * The message that a rule of AWS IoT could not put into raw-readings, from the object that its error action wrote under
 * `aws/iot/YYYY/MM/DD/HH/`. It never reached the stream, so its hour is all there is of an arrival.
 */
export const parseIotError = (key: string, text: string): ParsedObject => {
  const parsed = parseError(text);
  if ('setAside' in parsed) return { records: [], unreadable: [{ key, detail: parsed.setAside.detail }] };
  const { ruleName, topic, base64OriginalPayload } = parsed.ok;
  const [stage = '', tenant = '', deviceId = ''] = topic.split('/').slice(-4);
  const [, , year, month, day, hour, name = ''] = key.split('/');
  const arrivedAt = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour));
  const place = { stream: `${stage}-raw-readings`, shardId: 'aws/iot', sequenceNumber: name, arrivedAt };
  return {
    records: [
      {
        id: setAsideId(place),
        reason: 'IotRuleFailed',
        detail: 'the rule of AWS IoT could not put it into the stream',
        by: ruleName,
        setAsideAt: arrivedAt,
        ...place,
        partitionKey: deviceId,
        sender: { tenant, deviceId },
        data: Buffer.from(base64OriginalPayload, 'base64'),
        whole: false,
        key,
      },
    ],
    unreadable: [],
  };
};
