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
 * into each record, and refuses a dimension that is in both.
 */
export const recordsBody = (database: string, table: string, rows: readonly TimestreamRow[]): Buffer => {
  const [first] = rows;
  if (!first) throw new Error('A request without records is invalid');
  const sameName = rows.every(({ measureName }) => measureName === first.measureName);
  const sameVersion = rows.every(({ version }) => version === first.version);
  const differing = first.dimensions.findIndex((each, at) => rows.some(({ dimensions }) => dimensions[at] !== each));
  const shared = differing === -1 ? first.dimensions.length : differing;

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
