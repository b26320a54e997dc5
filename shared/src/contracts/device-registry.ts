import * as Type from 'typebox';
import { Labels } from './enriched-reading.ts';
import { ignoringUnknown } from './ignoring-unknown.ts';
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

const Policy = Type.Union([Type.Literal('pass'), Type.Literal('set-aside')]);

export const DeviceType = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 64 }),
    measures: byMeasureName(MeasureDefinition, 256),
    /** What becomes of a measure that the type does not declare: it passes with the device's own unit and no code, or not. */
    unknownMeasures: Policy,
    /**
     * What becomes of a number in a unit that cannot be converted to the type's: it passes with the device's own unit, no
     * code and no judgement of its range, or not. Left out, it is set aside.
     */
    unknownUnits: Type.Optional(Policy),
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

/** `device-types-<digest>.json` in the registry bucket. */
export const DeviceTypes = Type.Object(
  { types: Type.Array(DeviceType, { maxItems: 1000 }) },
  { additionalProperties: false },
);
export type DeviceTypes = Type.Static<typeof DeviceTypes>;

/**
 * One line of `devices/<shard>-<digest>.ndjson`, which holds every device of one shard by rising id. Versions stand by rising
 * `validFrom`.
 */
export const RegisteredDevice = ignoringUnknown(
  Type.Object({ deviceId: DeviceId, versions: Type.Array(DeviceVersion, { minItems: 1, maxItems: 1000 }) }),
);
export type RegisteredDevice = Type.Static<typeof RegisteredDevice>;

const Digest = '[0-9a-f]{32}';

/**
 * `current.json` in the registry bucket: the registry in force. The objects that it names never change, so that whoever read
 * it once sees one registry, old or new, and never a mix.
 */
export const RegistryPointer = ignoringUnknown(
  Type.Object({
    /** Rises by one with each publication. */
    version: Type.Integer({ minimum: 1 }),
    publishedAt: EpochMilliseconds,
    /** Key of the device types. */
    types: Type.String({ pattern: `^device-types-${Digest}[.]json$` }),
    /** Key of each shard that has devices. */
    shards: Type.Record(
      Type.String({ pattern: '^[0-9a-f]{2}$' }),
      Type.String({ pattern: `^devices/[0-9a-f]{2}-${Digest}[.]ndjson$` }),
      { additionalProperties: false },
    ),
  }),
);
export type RegistryPointer = Type.Static<typeof RegistryPointer>;

/** Key of the pointer, the one object of the registry that changes. */
export const currentKey = 'current.json';
