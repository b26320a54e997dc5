import { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { jsonParser } from '@millrace/shared/contracts/schema-parser';
import { count } from '@millrace/shared/runtime/observability';
import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import * as Type from 'typebox';
import { answerRecords } from '../firehose/answer-records.ts';
import { toRow } from './to-row.ts';

const parse = jsonParser(Type.Object({ ...AlertNotification.properties, change: Type.String() }));

/** Turns changes of alerts, as the rule hands them to Firehose, into lines of JSON. Firehose gzips the object as a whole. */
export const landAlerts = async (event: FirehoseTransformationEvent): Promise<FirehoseTransformationResult> => {
  const { records, landed, notLanded } = answerRecords(event, (data) => {
    const parsed = parse(data.toString('utf8'));
    const bytes = 'ok' in parsed ? Buffer.from(`${JSON.stringify(toRow(parsed.ok))}\n`) : undefined;
    return { holds: 1, bytes };
  });
  count('AlertChangesLanded', landed);
  count('AlertChangesNotLanded', notLanded);
  return { records };
};
