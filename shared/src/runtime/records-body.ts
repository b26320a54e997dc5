/** A multi-measure record of Timestream, mostly as the JSON that is sent. */
export type TimestreamRow = {
  measureName: string;
  /** Each a `Dimension` in JSON, what most rows share first. */
  dimensions: readonly string[];
  /** `MeasureValues` in JSON. */
  measureValues: string;
  /** Epoch nanoseconds. */
  time: bigint;
  /** Above 0. */
  version: number;
};

/**
 * The body of a WriteRecords request. What all rows have in common is written once: Timestream merges the common attributes
 * into each record, and refuses a dimension that is in both. Rows are sorted by measure name and then by dimensions.
 */
export const recordsBody = (database: string, table: string, rows: readonly TimestreamRow[]): Buffer => {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) throw new Error('A request without records is invalid');
  const sameName = first.measureName === last.measureName;
  const sameVersion = rows.every(({ version }) => version === first.version);
  const shared = sameName ? alike(first.dimensions, last.dimensions) : 0;

  const common = attributes(first, first.dimensions.slice(0, shared), sameName, sameVersion);
  const records = rows.map((row) => {
    const own = attributes(row, row.dimensions.slice(shared), !sameName, !sameVersion);
    return `{"Time":"${row.time}","MeasureValues":${row.measureValues},${own}}`;
  });
  return Buffer.from(
    `{"DatabaseName":"${database}","TableName":"${table}",` +
      `"CommonAttributes":{"MeasureValueType":"MULTI","TimeUnit":"NANOSECONDS",${common}},"Records":[${records}]}`,
  );
};

const attributes = (
  row: TimestreamRow,
  dimensions: readonly string[],
  hasName: boolean,
  hasVersion: boolean,
): string => {
  const name = hasName ? `,"MeasureName":${JSON.stringify(row.measureName)}` : '';
  const version = hasVersion ? `,"Version":${row.version}` : '';
  return `"Dimensions":[${dimensions}]${name}${version}`;
};

/** With how many the two begin alike; as rows are sorted, all between them do so, too. */
const alike = (first: readonly string[], last: readonly string[]): number => {
  const differing = first.findIndex((each, index) => each !== last[index]);
  return differing === -1 ? first.length : differing;
};
