import { hash } from 'node:crypto';
import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import { inBatches } from '@millrace/shared/runtime/batches';
import { digestName } from '../compose/digest-name.ts';
import { maxAttributes, maxMeasures, maxText, readingName } from '../compose/reading-limits.ts';
import { readingText } from '../compose/reading-text.ts';
import type { Identity } from '../take/identity-of.ts';
import { deviceOf } from './device-of.ts';
import { nameMeasures } from './name-measures.ts';
import type { Line } from './parse-line.ts';
import type { Precision } from './precision.ts';
import { timeOf } from './time-of.ts';

export type LineContext = {
  identity: Identity;
  precision: Precision;
  /** RFC 3339: the time of lines that have none. */
  arrivedAt: string;
};

/** A line as the text of a reading; as several where one cannot hold its fields. */
export const lineReadings = (
  { measurement, tags, fields, timestamp }: Line,
  { identity, precision, arrivedAt }: LineContext,
): Parsed<string[]> => {
  const device = deviceOf(tags, identity);
  if ('setAside' in device) return device;
  const time = timestamp === undefined ? { ok: arrivedAt } : timeOf(timestamp, precision);
  if ('setAside' in time) return time;
  const { deviceId, tag } = device.ok;
  const others = [...tags].filter(([key]) => key !== tag).toSorted(byKey);
  if (others.length > maxAttributes) return bad(`has over ${maxAttributes} tags`);
  if (others.some(([, value]) => value.length > maxText)) return bad(`has a tag of over ${maxText} characters`);
  if ([...fields.values()].some(isLongText)) return bad(`has a text of over ${maxText} characters`);
  // A host says where it was measured, as the device does, and not what.
  const nameOf = nameMeasures(
    measurement,
    others.filter(([key]) => key !== 'host'),
  );
  const measures = Array.from(fields, ([field, value]): [string, string] => [nameOf(field), value]);
  const attributes = new Map(others.map(([key, value]) => [attributeName(key), JSON.stringify(value)]));
  return {
    ok: inBatches(measures, { count: maxMeasures }).map((batch) =>
      readingText({ deviceId, time: JSON.stringify(time.ok), measures: new Map(batch), attributes }),
    ),
  };
};

const bad = (detail: string) => setAside('schema-violation', detail);

/** Of the JSON text of a value. */
const isLongText = (json: string): boolean =>
  json.startsWith('"') && json.length - 2 > maxText && JSON.parse(json).length > maxText;

const attributeName = (key: string): string =>
  readingName.test(key) ? key : digestName([key], hash('md5', key, 'hex'));

const byKey = ([a]: [string, string], [b]: [string, string]): number => (a < b ? -1 : 1);
