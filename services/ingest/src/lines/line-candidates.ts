import type { Candidate } from '../take/judge-record.ts';
import { refuseCrowd } from '../take/take-readings.ts';
import { cutLines } from './cut-lines.ts';
import { type LineContext, lineReadings } from './line-readings.ts';
import { parseLine } from './parse-line.ts';

/** `line` is the number, from 1, of the body's line that it came from. */
export type LineCandidate = Candidate & { line: number };

/**
 * Every line of a body, as readings or refused. A refused one is kept as it was sent, behind a comment that says what its timestamp
 * counts: both together can be sent again.
 */
export const lineCandidates = (body: string, context: LineContext): LineCandidate[] => {
  const candidates: LineCandidate[] = [];
  for (const { number: line, text } of cutLines(body)) {
    const parsed = parseLine(text);
    const readings = 'ok' in parsed ? lineReadings(parsed.ok, context) : parsed;
    if ('ok' in readings) for (const each of readings.ok) candidates.push({ text: each, line });
    else candidates.push({ text: `# precision=${context.precision.name}\n${text}`, reason: readings.setAside, line });
    refuseCrowd(candidates.length);
  }
  return candidates;
};
