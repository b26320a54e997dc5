import { hash } from 'node:crypto';

/** Where a record stood. `index` is its place in an aggregate; a whole record of the stream, opened by nobody, has none. */
type Place = { stream: string; shardId: string; sequenceNumber: string; index?: number; arrivedAt: number };

/**
 * `<YYYYMMDDHH of arrival>-<digest of the place>`: the same for a record that is set aside again by a retry, unique in a
 * stage, and found without a search, for objects lie by hour. 64 bits of digest in an hour: a million records of one hour
 * meet once in forty million hours.
 */
export const setAsideId = ({ stream, shardId, sequenceNumber, index, arrivedAt }: Place): string => {
  const place = [stream, shardId, sequenceNumber, ...(index === undefined ? [] : [index])].join(':');
  return `${hourPath(arrivedAt).replaceAll('/', '')}-${hash('sha256', place, 'hex').slice(0, 16)}`;
};

/** The first millisecond of the hour in which the record arrived. */
export const hourOfSetAsideId = (id: string): number => {
  const [, year, month, day, hour] = /^(\d{4})(\d\d)(\d\d)(\d\d)-/.exec(id) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour));
};

/** `YYYY/MM/DD/HH` in UTC, as keys of the set-aside bucket have it. */
export const hourPath = (time: number): string => new Date(time).toISOString().slice(0, 13).replaceAll(/[-T]/g, '/');
