import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AcceptedReading } from '@millrace/shared/contracts/accepted-reading';
import type { Parsed, Reason } from '@millrace/shared/contracts/parsed';
import type { Accepted } from '../src/accept/accept-reading.ts';
import { type Expected, sayExpected } from './oracle.ts';

/** Of every input: epoch milliseconds. */
export const now = Date.UTC(2026, 10, 23, 12);

/** Names the text in what `compare` throws. */
export const on = (text: string, compare: () => void): void => {
  try {
    compare();
  } catch (error) {
    throw new Error((error as Error).message, { cause: text });
  }
};

/** Throws where accept and the oracle differ on `text`. */
export const agree = (result: Parsed<Accepted>, expected: Expected, text: string): void => {
  if ('setAside' in result) {
    agreeOnReason(result.setAside, expected, text);
    return;
  }
  if ('codes' in expected) throw new Error(`accepted, and should be ${sayExpected(expected)}`);
  const { partitionKey, data } = result.ok;
  const envelope = JSON.parse(data.toString('utf8')) as AcceptedReading;
  const { reading, time } = expected.accepted;
  const { tenant = reading.tenant, ...rest } = envelope.reading;
  check('time', envelope.time, time);
  check(
    'reading',
    { ...rest, ...(tenant === undefined ? {} : { tenant }) },
    tenant === undefined ? reading : { ...reading, tenant },
  );
  check('partition key', partitionKey, reading.deviceId);
  const own = data.toString('utf8').slice(data.toString('utf8').indexOf('"reading":') + '"reading":'.length, -1);
  check('id', envelope.id, idOf(reading, own));
};

export const agreeOnReason = ({ code, pointer = '' }: Reason, expected: Expected, text: string): void => {
  if ('accepted' in expected || !expected.codes.has(code))
    throw new Error(`set aside for ${code} at '${pointer}', and should be ${sayExpected(expected)}`);
  // Of repeated keys JSON.parse keeps the last, and the pointer may go through another.
  if (pointer === '' || expected.codes.has('key-repeated')) return;
  if (!pointsInto(JSON.parse(text), pointer)) throw new Error(`${pointer} points nowhere`);
};

export const idOf = ({ deviceId, id }: { deviceId: string; id?: string }, text: string): string =>
  `${deviceId}:${id ?? hash('md5', text, 'base64url')}`;

export const check = (what: string, actual: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(actual, expected))
    throw new Error(`The ${what} is ${JSON.stringify(actual)}, and should be ${JSON.stringify(expected)}`);
};

/** RFC 6901. */
const pointsInto = (value: unknown, pointer: string): boolean => {
  let place = value;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, name)) return false;
    place = (place as Record<string, unknown>)[name];
  }
  return pointer.startsWith('/');
};
