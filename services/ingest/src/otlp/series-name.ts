import { hash } from 'node:crypto';
import { digestName } from '../compose/digest-name.ts';
import { readingName } from '../compose/reading-limits.ts';
import { jsonOfAll, textOf } from './any-value.ts';
import type { KeyValue } from './messages/common.ts';

export type Series = { metric: string; attributes?: readonly KeyValue[] };

/** A series in full: `system.memory.usage{"system.memory.state":"used"}`, by rising keys. */
export const seriesText = ({ metric, attributes = [] }: Series): string =>
  metric + jsonOfAll(attributes.toSorted(byKey));

/**
 * The measure name of a series, at most `room` characters. A metric without attributes keeps its name. Else the values of its attributes
 * follow, by rising keys, and the first eight hexadecimal digits of the MD5 of the series in full: two series share no name,
 * whatever had to be replaced or cut, and one has the same name on every device and at every time.
 */
export const seriesName = ({ metric, attributes = [] }: Series, room: number): string => {
  if (attributes.length === 0 && metric.length <= room && readingName.test(metric)) return metric;
  const words = [metric, ...attributes.toSorted(byKey).map(({ value }) => textOf(value))];
  return digestName(words, hash('md5', seriesText({ metric, attributes }), 'hex'), room);
};

const byKey = ({ key: a = '' }: KeyValue, { key: b = '' }: KeyValue): number => (a < b ? -1 : a > b ? 1 : 0);
