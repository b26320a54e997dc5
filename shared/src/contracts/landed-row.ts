import * as Type from 'typebox';

/** One measure of one reading (or its log line) as Firehose lands it: flat, for Glue. Column order is the order of CSV and TSV. */
export const LandedRow = Type.Object(
  {
    reading_id: Type.String(),
    delivery: Type.String(),
    tenant: Type.String(),
    device_id: Type.String(),
    device_type: Type.String(),
    site: Type.String(),
    /** Device time, epoch milliseconds. */
    time_ms: Type.Integer(),
    received_ms: Type.Integer(),
    /** `log` for a log line. */
    measure: Type.String(),
    value_number: Type.Union([Type.Number(), Type.Null()]),
    value_text: Type.Union([Type.String(), Type.Null()]),
    unit: Type.Union([Type.String(), Type.Null()]),
    code: Type.Union([Type.String(), Type.Null()]),
    severity: Type.Union([Type.String(), Type.Null()]),
  },
  { additionalProperties: false },
);
export type LandedRow = Type.Static<typeof LandedRow>;

export const landedColumns = Object.keys(LandedRow.properties) as (keyof LandedRow)[];
