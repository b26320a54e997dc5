import * as Type from 'typebox';
import { byMeasureName, DeviceId, EpochMilliseconds, TenantId } from './names.ts';

/** A short text is a state ("probe-off"), not a document: Timestream takes at most 2 KB in a record. */
export const MeasureValue = Type.Union([Type.Number(), Type.Boolean(), Type.String({ maxLength: 256 })]);
export type MeasureValue = Type.Static<typeof MeasureValue>;

/** Severity short names of OpenTelemetry's logs data model. */
export const severities = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;

export const LogLine = Type.Object(
  {
    severity: Type.Enum(severities),
    body: Type.String({ minLength: 1, maxLength: 8192 }),
  },
  { additionalProperties: false },
);
export type LogLine = Type.Static<typeof LogLine>;

export const Attributes = Type.Record(
  Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,63}$' }),
  Type.Union([Type.Number(), Type.Boolean(), Type.String({ maxLength: 256 })]),
  { additionalProperties: false, maxProperties: 32 },
);

/** What one device reported at one instant, as the device sends it. */
export const Reading = Type.Object(
  {
    deviceId: DeviceId,
    /** Device time: RFC 3339 or epoch milliseconds. */
    time: Type.Union([
      EpochMilliseconds,
      Type.String({
        pattern: '^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})$',
      }),
    ]),
    /** May be empty only beside a log line. */
    measures: byMeasureName(MeasureValue),
    /** UCUM codes of measures whose unit differs from the device type's. */
    units: Type.Optional(byMeasureName(Type.String({ minLength: 1, maxLength: 32 }))),
    log: Type.Optional(LogLine),
    /** The device's own id of the reading; a repeated id is a repeated reading. */
    id: Type.Optional(Type.String({ pattern: '^[!-~]{1,64}$' })),
    attributes: Type.Optional(Attributes),
    /** The tenant whose token sent it, written by ingest; checked against the device registry. */
    tenant: Type.Optional(TenantId),
  },
  { additionalProperties: false },
);
export type Reading = Type.Static<typeof Reading>;
