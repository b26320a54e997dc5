import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import { scanLine } from './scan-line.ts';

export type Line = {
  measurement: string;
  tags: ReadonlyMap<string, string>;
  /** Values are JSON texts, so that numbers keep all their digits. */
  fields: ReadonlyMap<string, string>;
  /** A decimal integer in the precision of the request; undefined where the line has none. */
  timestamp: string | undefined;
};

/** Of tags, and of fields: Telegraf's longest lines have some 300. */
const maxPairs = 1024;

/**
 * One line of line protocol, without the space around it: `measurement[,tag=value…] field=value[,field=value…] [timestamp]`.
 * A backslash escapes commas, spaces and, but for measurements, `=`; in a text in quotes it escapes quotes and itself; anywhere else it
 * is itself.
 */
export const parseLine = (line: string): Parsed<Line> => {
  const scanner = scanLine(line);
  const wrong = (detail: string) => setAside('schema-violation', `${detail}, at character ${scanner.position()}`);
  const tags = new Map<string, string>();
  const fields = new Map<string, string>();

  const measurement = scanner.takeName(', ');
  if (measurement === '') return wrong('has no measurement');
  while (scanner.take(',')) {
    const key = scanner.takeName(',= ');
    const value = key !== '' && scanner.take('=') ? scanner.takeName(',= ') : '';
    if (value === '') return wrong('has a tag that is not key=value');
    if (tags.has(key)) return setAside('key-repeated', `has a tag twice, before character ${scanner.position()}`);
    if (tags.set(key, value).size > maxPairs) return wrong(`has over ${maxPairs} tags`);
  }
  if (!scanner.takeSpaces()) return wrong(scanner.isAtEnd() ? 'has no field' : 'has an = without a backslash');
  do {
    const key = scanner.takeName(',= ');
    if (key === '' || !scanner.take('=')) return wrong('has a field that is not key=value');
    const value = scanner.takeValue();
    if (value === undefined) return wrong('has a value that is no number, boolean or text in quotes');
    if (fields.has(key)) return setAside('key-repeated', `has a field twice, before character ${scanner.position()}`);
    if (fields.set(key, value).size > maxPairs) return wrong(`has over ${maxPairs} fields`);
  } while (scanner.take(','));
  if (scanner.isAtEnd()) return { ok: { measurement, tags, fields, timestamp: undefined } };
  if (!scanner.takeSpaces()) return wrong('has something behind a text');
  const timestamp = line.slice(scanner.position() - 1);
  if (!/^-?\d{1,19}$/.test(timestamp)) return wrong('has a timestamp that is no integer');
  return { ok: { measurement, tags, fields, timestamp } };
};
