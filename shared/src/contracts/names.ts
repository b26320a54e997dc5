import * as Type from 'typebox';

/** Unique in a stage, as an IoT thing name is in an account and region; safe in S3 keys, URLs and SNS filter policies. */
export const DeviceId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$' });

export const TenantId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' });

/** OpenTelemetry's instrument name syntax, kept to 64 characters: it becomes a Timestream column (limit 256 bytes). */
export const MeasureName = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,63}$' });

export const byMeasureName = <T extends Type.TSchema>(value: T, maxProperties = 64) =>
  Type.Record(MeasureName, value, { additionalProperties: false, maxProperties });

export const EpochMilliseconds = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 });
