import type { Candidate } from '../take/judge-record.ts';
import { maxRecords } from '../take/take-readings.ts';
import { elementTexts, isArrayText } from './element-texts.ts';

/**
 * Cuts a body into records, each as it was sent: one reading, an array of readings, or NDJSON with one reading a line. Without the
 * space around it, which differs when a record is sent again in other company: its id must not. Stops one record behind
 * what a request may hold, for a body of commas or line ends alone would be millions.
 */
export const splitBody = (body: string, contentType = ''): Candidate[] => {
  if (body.trim() === '') return [];
  const texts = isNdjson(contentType) ? linesOf(body) : isArrayText(body) ? elementTexts(body) : [body];
  const records: Candidate[] = [];
  for (const text of texts) {
    if (records.length > maxRecords) break;
    records.push({ text: text.trim() });
  }
  return records;
};

const isNdjson = (contentType: string): boolean => /^application\/(x-)?ndjson\b/i.test(contentType);

function* linesOf(body: string): Generator<string> {
  for (let start = 0; start < body.length; ) {
    const end = body.indexOf('\n', start);
    const line = body.slice(start, end < 0 ? body.length : end);
    if (line.trim() !== '') yield line;
    start = end < 0 ? body.length : end + 1;
  }
}
