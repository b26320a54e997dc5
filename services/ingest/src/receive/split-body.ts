import type { Candidate } from '../take/judge-record.ts';
import { elementTexts } from './element-texts.ts';

/**
 * Cuts a body into records, each as it was sent: one reading, an array of readings, or NDJSON with one reading a line. Without the
 * space around it, which differs when a record is sent again in other company: its id must not.
 */
export const splitBody = (body: string, contentType = ''): Candidate[] => {
  if (body.trim() === '') return [];
  const texts = isNdjson(contentType) ? linesOf(body) : (elementTexts(body) ?? [body]);
  return texts.map((text) => ({ text: text.trim() }));
};

const isNdjson = (contentType: string): boolean => /^application\/(x-)?ndjson\b/i.test(contentType);

const linesOf = (body: string): string[] => body.split('\n').filter((line) => line.trim() !== '');
