import * as Type from 'typebox';
import { ignoringUnknown } from './ignoring-unknown.ts';
import { byMeasureName, DeviceId, EpochMilliseconds, TenantId } from './names.ts';
import { LogLine, MeasureValue } from './reading.ts';

export const Labels = Type.Record(
  Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,63}$' }),
  Type.String({ maxLength: 128 }),
  { additionalProperties: false, maxProperties: 32 },
);
export type Labels = Type.Static<typeof Labels>;

/** One measure in the device type's unit, with its standard code (LOINC for vitals). */
export const EnrichedMeasure = Type.Object(
  {
    value: MeasureValue,
    /** UCUM. */
    unit: Type.Optional(Type.String()),
    /** `<system>|<code>`, the token form of FHIR: `loinc|8867-4`. */
    code: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type EnrichedMeasure = Type.Static<typeof EnrichedMeasure>;

/** A reading joined with what the registry said of its device at the reading's own time. */
export const EnrichedReading = ignoringUnknown(
  Type.Object({
    id: Type.String({ minLength: 3, maxLength: 200 }),
    receivedAt: EpochMilliseconds,
    delivery: Type.String({ minLength: 3, maxLength: 120 }),
    time: EpochMilliseconds,
    tenant: TenantId,
    deviceId: DeviceId,
    deviceType: Type.String({ minLength: 1, maxLength: 64 }),
    site: Type.String({ maxLength: 128 }),
    labels: Labels,
    measures: byMeasureName(EnrichedMeasure),
    log: Type.Optional(LogLine),
  }),
);
export type EnrichedReading = Type.Static<typeof EnrichedReading>;
