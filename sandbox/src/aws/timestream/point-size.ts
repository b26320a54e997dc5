import type { Measure, Point } from './read-points.ts';

/** Timestream's limits of one record; lengths in UTF-8 bytes. Source: developer guide, quotas. */
const limits = { record: 2048, measures: 256, name: 256 };

/** Why Timestream rejects a record for its size, if it does. */
export const overLimit = (point: Point): string | undefined => {
  const { dimensions, measureName, measures } = point;
  if (measures.length > limits.measures) return `A record can have at most ${limits.measures} measures.`;
  const names = [measureName, ...dimensions.map(({ name }) => name), ...measures.map(({ column }) => column)];
  // No name is longer in bytes than three times its length.
  const tooLong = names.find((name) => name.length * 3 > limits.name && Buffer.byteLength(name) > limits.name);
  if (tooLong !== undefined) return `The name ${tooLong} is longer than ${limits.name} bytes.`;
  const bytes = dimensionBytes(point) + measureBytes(point);
  return bytes > limits.record ? `The record has ${bytes} bytes, ${limits.record} are the limit.` : undefined;
};

/**
 * Bytes that a call is charged for, before they are rounded up to units of 1 KiB: times, values, and each dimension value
 * once. Source: the pricing page, and the announcement of 2022-07-08 that names are free. The developer guide's page on
 * metering still counts names, once for those that records share; `names` counts so, too.
 */
export const chargedBytes = (points: readonly Point[], { names = false } = {}): number => {
  const charged = new Map<string, number>();
  let bytes = 0;
  for (const { dimensions, measureName, measures } of points) {
    bytes += timeBytes;
    for (const { name, value } of dimensions)
      charged.set(`${name}\0${value}`, Buffer.byteLength(value) + (names ? Buffer.byteLength(name) : 0));
    if (names) charged.set(measureName, Buffer.byteLength(measureName));
    for (const measure of measures) bytes += measure.bytes + (names ? columnBytes(measure) : 0);
  }
  for (const once of charged.values()) bytes += once;
  return bytes;
};

const dimensionBytes = ({ dimensions }: Point): number =>
  dimensions.reduce((sum, { name, value }) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);

const measureBytes = ({ measureName, measures }: Point): number =>
  measures.reduce(
    (sum, measure) => sum + measure.bytes + columnBytes(measure),
    timeBytes + Buffer.byteLength(measureName),
  );

/** A single measure's column is Timestream's own name. */
const columnBytes = ({ column }: Measure): number =>
  column.startsWith('measure_value::') ? 0 : Buffer.byteLength(column);

const timeBytes = 8;
