import { type Parsed, setAside } from './parsed.ts';
import { Reading } from './reading.ts';
import { scanJson } from './scan-json.ts';
import { readJson, schemaParser } from './schema-parser.ts';

const parseShape = schemaParser(Reading);

/** A reading from its UTF-8 JSON text, with its time in epoch milliseconds beside it. */
export const parseReading = (json: string): Parsed<{ reading: Reading; time: number }> => {
  const read = readJson(json);
  if ('setAside' in read) return read;
  return scanJson(json) ?? checkReading(read.ok);
};

/** The rules of a reading that a schema cannot say: a real calendar time, finite numbers, something measured or logged. */
const checkReading = (value: unknown): Parsed<{ reading: Reading; time: number }> => {
  const parsed = parseShape(value);
  if ('setAside' in parsed) return parsed;
  const reading = parsed.ok;
  const time = typeof reading.time === 'number' ? reading.time : instantOf(reading.time);
  if (Number.isNaN(time)) return setAside('schema-violation', 'is not a date that exists', '/time');
  if (time < 0) return setAside('schema-violation', 'is before 1970', '/time');
  const infinite = infiniteIn(reading.measures, '/measures') ?? infiniteIn(reading.attributes, '/attributes');
  if (infinite) return infinite;
  if (!reading.log && isEmpty(reading.measures))
    return setAside('schema-violation', 'is empty, and there is no log line', '/measures');
  return { ok: { reading, time } };
};

/** Epoch milliseconds; NaN for what no calendar or clock shows. Date.parse takes 30 February for 2 March, and 24:00 for the next day. */
const instantOf = (rfc3339: string): number => {
  const day = Number(rfc3339.slice(8, 10));
  if (day > 28 && day > daysIn(Number(rfc3339.slice(0, 4)), Number(rfc3339.slice(5, 7)))) return Number.NaN;
  return rfc3339.startsWith('24', 11) ? Number.NaN : Date.parse(rfc3339);
};

/** The last day of a month is the one before the next month's first. */
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** `1e999` is JSON, but no store takes it. */
const infiniteIn = (values: Record<string, unknown> = {}, pointer: string) => {
  for (const name in values) {
    const value = values[name];
    if (typeof value === 'number' && !Number.isFinite(value))
      return setAside('schema-violation', 'is not a finite number', `${pointer}/${name}`);
  }
  return undefined;
};

const isEmpty = (object: object): boolean => {
  for (const _ in object) return false;
  return true;
};
