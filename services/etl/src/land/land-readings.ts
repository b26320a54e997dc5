import { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { LandedRow } from '@millrace/shared/contracts/landed-row';
import { jsonParser } from '@millrace/shared/contracts/schema-parser';
import { count } from '@millrace/shared/runtime/observability';
import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import { toRows } from './to-rows.ts';

/** Lambda takes 6,291,556 bytes of answer; the runtime adds nothing, the rest is room for what is not counted here. */
const maxAnswerBytes = 6_200_000;

/** Bytes around a record's id and data in the answer, at most. */
const framingBytes = 64;

const parse = jsonParser(EnrichedReading);

/**
 * Turns enriched readings into rows of the landing format, every record id back exactly once. A record that cannot be read,
 * or whose rows no longer fit in the answer, is ProcessingFailed: Firehose keeps its bytes below its error prefix.
 */
export const landReadings =
  ({ format }: { format: (rows: LandedRow[]) => string }) =>
  async ({ records }: FirehoseTransformationEvent): Promise<FirehoseTransformationResult> => {
    let room = maxAnswerBytes;
    for (const { recordId } of records) room -= recordId.length + framingBytes;
    const answers = records.map(({ recordId, data }): FirehoseTransformationResult['records'][number] => {
      const rows = readRows(data);
      const text = rows.length > 0 ? Buffer.from(format(rows)).toString('base64') : '';
      if (text === '' || text.length > room) return { recordId, result: 'ProcessingFailed' };
      room -= text.length;
      return { recordId, result: 'Ok', data: text };
    });
    const landed = answers.filter(({ result }) => result === 'Ok').length;
    count('ReadingsLanded', landed);
    count('ReadingsNotLanded', answers.length - landed);
    return { records: answers };
  };

/** No rows when the record is no enriched reading. */
const readRows = (data: string): LandedRow[] => {
  const parsed = parse(Buffer.from(data, 'base64').toString('utf8'));
  return 'ok' in parsed ? toRows(parsed.ok) : [];
};
