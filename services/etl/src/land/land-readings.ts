import { gzipSync } from 'node:zlib';
import { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { LandedRow } from '@millrace/shared/contracts/landed-row';
import { jsonParser } from '@millrace/shared/contracts/schema-parser';
import { count } from '@millrace/shared/runtime/observability';
import { type OpenedBytes, openBytes } from '@millrace/shared/runtime/open-bytes';
import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import { answerRecords } from '../firehose/answer-records.ts';
import { toRows } from './to-rows.ts';

/** Rows repeat themselves so much that the higher levels save little. */
const fastest = { level: 1 };

const parse = jsonParser(EnrichedReading);

/**
 * Turns enriched readings, one or an aggregate a record, into gzipped rows of the landing format; gzip files one behind the
 * other are one gzip file. A record in which anything cannot be read fails whole.
 */
export const landReadings =
  ({ format }: { format: (rows: LandedRow[]) => string }) =>
  async (event: FirehoseTransformationEvent): Promise<FirehoseTransformationResult> => {
    const { records, landed, notLanded } = answerRecords(event, (data) => {
      const opened = openBytes(data);
      const rows = opened.map(readRows);
      const bytes = rows.every(hasRows) ? gzipSync(format(rows.flat()), fastest) : undefined;
      return { holds: opened.length, bytes };
    });
    count('ReadingsLanded', landed);
    count('ReadingsNotLanded', notLanded);
    return { records };
  };

/** No rows when the record is no enriched reading. */
const readRows = (opened: OpenedBytes): LandedRow[] => {
  if (!('text' in opened)) return [];
  const parsed = parse(opened.text);
  return 'ok' in parsed ? toRows(parsed.ok) : [];
};

const hasRows = (rows: LandedRow[]): boolean => rows.length > 0;
