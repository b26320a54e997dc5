import { readJson } from '@millrace/shared/contracts/schema-parser';
import type { Candidate } from '../take/judge-record.ts';

/** Cuts a body into records: one reading, an array of readings, or NDJSON with one reading a line. */
export const splitBody = (body: string, contentType = ''): Candidate[] =>
  isNdjson(contentType) ? linesOf(body) : elementsOf(body);

const isNdjson = (contentType: string): boolean => /^application\/(x-)?ndjson\b/.test(contentType);

const linesOf = (body: string): Candidate[] =>
  body
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((text) => ({ text }));

const elementsOf = (body: string): Candidate[] => {
  if (body.trim() === '') return [];
  const read = readJson(body);
  return 'ok' in read && Array.isArray(read.ok)
    ? read.ok.map((value) => ({ text: JSON.stringify(value) }))
    : [{ text: body }];
};
