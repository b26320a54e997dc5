import * as Type from 'typebox';
import { Labels } from './enriched-reading.ts';
import { byMeasureName, DeviceId, EpochMilliseconds, TenantId } from './names.ts';

/** What a device type measures, in which unit, under which code, and what can be true of it. */
export const MeasureDefinition = Type.Object(
  {
    /** UCUM. A measure without a unit is a state, a count or a text. */
    unit: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
    /** `<system>|<code>`: `loinc|8867-4`. */
    code: Type.Optional(Type.String({ maxLength: 64 })),
    /** Values outside are set aside: in the type's unit, both ends included. */
    plausible: Type.Optional(Type.Tuple([Type.Number(), Type.Number()])),
  },
  { additionalProperties: false },
);
export type MeasureDefinition = Type.Static<typeof MeasureDefinition>;

export const DeviceType = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 64 }),
    measures: byMeasureName(MeasureDefinition, 256),
    /** What becomes of a measure that the type does not declare. */
    unknownMeasures: Type.Union([Type.Literal('pass'), Type.Literal('set-aside')]),
  },
  { additionalProperties: false },
);
export type DeviceType = Type.Static<typeof DeviceType>;

/** What held for a device from `validFrom` (device time) until its next version. */
export const DeviceVersion = Type.Object(
  {
    validFrom: EpochMilliseconds,
    tenant: TenantId,
    type: Type.String({ minLength: 1, maxLength: 64 }),
    site: Type.String({ maxLength: 128 }),
    labels: Labels,
  },
  { additionalProperties: false },
);
export type DeviceVersion = Type.Static<typeof DeviceVersion>;

/** `device-types.json` in the registry bucket. */
export const DeviceTypes = Type.Object(
  { types: Type.Array(DeviceType, { maxItems: 1000 }) },
  { additionalProperties: false },
);
export type DeviceTypes = Type.Static<typeof DeviceTypes>;

/** `devices/<shard>.json` in the registry bucket: every device of one shard, its versions by rising `validFrom`. */
export const RegistryShard = Type.Object(
  { devices: Type.Record(DeviceId, Type.Array(DeviceVersion, { minItems: 1, maxItems: 1000 })) },
  { additionalProperties: false },
);
export type RegistryShard = Type.Static<typeof RegistryShard>;
