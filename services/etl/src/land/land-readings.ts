import { gzipSync } from 'node:zlib';
import { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { LandedRow } from '@millrace/shared/contracts/landed-row';
import { jsonParser } from '@millrace/shared/contracts/schema-parser';
import { count } from '@millrace/shared/runtime/observability';
import { type OpenedBytes, openBytes } from '@millrace/shared/runtime/open-bytes';
import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import { toRows } from './to-rows.ts';

/** Lambda takes 6,291,556 bytes of answer; the runtime adds nothing, the rest is room for what is not counted here. */
const maxAnswerBytes = 6_200_000;

/** Bytes around a record's id and data in the answer, at most. */
const framingBytes = 64;

/** Rows repeat themselves so much that the higher levels save little. */
const fastest = { level: 1 };

const parse = jsonParser(EnrichedReading);

/**
 * Turns enriched readings, one or an aggregate a record, into gzipped rows of the landing format, every record id back
 * exactly once; gzip files one behind the other are one gzip file. A record in which anything cannot be read, or whose
 * rows no longer fit in the answer, is ProcessingFailed: Firehose keeps its bytes below its error prefix.
 */
export const landReadings =
  ({ format }: { format: (rows: LandedRow[]) => string }) =>
  async ({ records }: FirehoseTransformationEvent): Promise<FirehoseTransformationResult> => {
    let room = maxAnswerBytes;
    let landed = 0;
    let notLanded = 0;
    for (const { recordId } of records) room -= recordId.length + framingBytes;
    const answers = records.map(({ recordId, data }): FirehoseTransformationResult['records'][number] => {
      const opened = openBytes(Buffer.from(data, 'base64'));
      const rows = opened.map(readRows);
      const text = rows.every(hasRows) ? gzipSync(format(rows.flat()), fastest).toString('base64') : '';
      if (text === '' || text.length > room) {
        notLanded += opened.length;
        return { recordId, result: 'ProcessingFailed' };
      }
      room -= text.length;
      landed += opened.length;
      return { recordId, result: 'Ok', data: text };
    });
    count('ReadingsLanded', landed);
    count('ReadingsNotLanded', notLanded);
    return { records: answers };
  };

/** No rows when the record is no enriched reading. */
const readRows = (opened: OpenedBytes): LandedRow[] => {
  if (!('text' in opened)) return [];
  const parsed = parse(opened.text);
  return 'ok' in parsed ? toRows(parsed.ok) : [];
};

const hasRows = (rows: LandedRow[]): boolean => rows.length > 0;
