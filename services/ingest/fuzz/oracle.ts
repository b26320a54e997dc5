import { Reading } from '@millrace/shared/contracts/reading';
import { Ajv } from 'ajv';
import { readGrammar } from './grammar.ts';

/** Whose text it is and when it came; `tenant` undefined for what is put straight into the stream. */
export type Circumstances = { deviceId?: string; tenant?: string; now: number; maxBytes: number };

/** What must become of a text: accepted with its time, or set aside for one of these codes. */
export type Expected = { accepted: { time: number; reading: Reading } } | { codes: Set<string> };

/** For people. */
export const sayExpected = (expected: Expected): string =>
  'codes' in expected ? `set aside for ${[...expected.codes].join(' or ')}` : 'accepted';

const fitsSchema = new Ajv({ strictSchema: false }).compile(Reading);

/**
 * Judges by the letter of the contract, with nothing of the code that it judges: a grammar of its own, another validator on the
 * same JSON Schema, and a calendar of its own.
 */
export const judge = (text: string, { deviceId, tenant, now, maxBytes }: Circumstances): Expected => {
  const codes = (...each: string[]): Expected => ({ codes: new Set(each) });
  if (Buffer.byteLength(text) > maxBytes) return codes('too-large');
  const grammar = readGrammar(text);
  if (grammar === undefined) return codes('json-malformed');
  if (grammar === 'bottomless') return codes('json-malformed', 'too-deep', 'key-repeated', 'too-many-keys');
  if (grammar.faults.size > 0) return { codes: grammar.faults };
  const reading = grammar.value;
  if (!isReading(reading)) return codes('schema-violation');
  const time = typeof reading.time === 'number' ? reading.time : instantOf(reading.time);
  if (time === undefined || time < 0) return codes('schema-violation');
  if (Object.keys(reading.measures).length === 0 && !reading.log) return codes('schema-violation');
  if (deviceId !== undefined && reading.deviceId !== deviceId) return codes('device-mismatch');
  if (tenant !== undefined && (reading.tenant ?? tenant) !== tenant) return codes('tenant-mismatch');
  if (time > now + 900_000) return codes('time-in-future');
  if (time < now - 730 * 86_400_000) return codes('time-in-past');
  return { accepted: { time, reading } };
};

const isReading = (value: unknown): value is Reading => fitsSchema(value);

/** RFC 3339 in epoch milliseconds, fractions of one cut off; undefined for what no calendar or clock shows. No leap seconds. */
const instantOf = (text: string): number | undefined => {
  const parts = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(text);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const [offsetHour, offsetMinute] = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  if (days === undefined || day < 1 || day > days || hour > 23 || minute > 59 || second > 59) return undefined;
  if (offsetHour > 23 || offsetMinute > 59) return undefined;
  // Date.UTC takes the years 0 to 99 for those after 1900; all are before 1970.
  if (year < 1000) return -1;
  const offset = (parts[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute) * 60_000;
  const milliseconds = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
  return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) - offset;
};
