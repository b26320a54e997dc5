import type { Point } from './read-points.ts';

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

/** Units of 1 KiB that a call is charged: all records together, a dimension that several share counted once. */
export const writeUnits = (points: readonly Point[]): number => {
  const charged = new Map<string, number>();
  let bytes = 0;
  for (const point of points) {
    bytes += measureBytes(point);
    for (const { name, value } of point.dimensions)
      charged.set(`${name}\0${value}`, Buffer.byteLength(name) + Buffer.byteLength(value));
  }
  for (const dimension of charged.values()) bytes += dimension;
  return Math.ceil(bytes / 1024);
};

const dimensionBytes = ({ dimensions }: Point): number =>
  dimensions.reduce((sum, { name, value }) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);

/** The measures, their names and the time, which takes 8 bytes. */
const measureBytes = ({ measureName, measures }: Point): number =>
  measures.reduce(
    // A single measure's column is Timestream's own name, which is not charged.
    (sum, { column, bytes }) => sum + bytes + (column.startsWith('measure_value::') ? 0 : Buffer.byteLength(column)),
    8 + Buffer.byteLength(measureName),
  );
