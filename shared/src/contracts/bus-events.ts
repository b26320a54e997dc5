import * as Type from 'typebox';
import { AlertNotification } from './alert-notification.ts';
import { ignoringUnknown } from './ignoring-unknown.ts';

// Facts about the system, as `detail` of events on the millrace bus. Telemetry never travels here.

/** Records were set aside, and kept in an object. */
export const ReadingsSetAside = ignoringUnknown(
  Type.Object({
    by: Type.String(),
    bucket: Type.String(),
    key: Type.String(),
    /** Records set aside in that object, by reason code. */
    reasons: Type.Record(Type.String(), Type.Integer({ minimum: 1 })),
  }),
);
export type ReadingsSetAside = Type.Static<typeof ReadingsSetAside>;

/** A device's readings are set aside because of the registry, not because of the device. At most a few times a day for each. */
export const DeviceUnknown = ignoringUnknown(
  Type.Object({
    deviceId: Type.String(),
    /** It is not in the registry; or its readings are older than its first version; or of a device type that is not there. */
    reason: Type.Union([
      Type.Literal('not-registered'),
      Type.Literal('before-first-version'),
      Type.Literal('device-type-unknown'),
    ]),
  }),
);
export type DeviceUnknown = Type.Static<typeof DeviceUnknown>;

export const AlertChanged = AlertNotification;
export type AlertChanged = AlertNotification;

/** A landing hour is curated. */
export const CurationFinished = ignoringUnknown(Type.Object({ partition: Type.String(), runId: Type.String() }));
export type CurationFinished = Type.Static<typeof CurationFinished>;

/** The curation of a landing hour failed. Without the run's own message, which may quote data: Glue keeps it under the run id. */
export const CurationFailed = ignoringUnknown(
  Type.Object({ partition: Type.String(), runId: Type.String(), state: Type.String() }),
);
export type CurationFailed = Type.Static<typeof CurationFailed>;

export const busEvents = { ReadingsSetAside, DeviceUnknown, AlertChanged, CurationFinished, CurationFailed };
export type BusEventType = keyof typeof busEvents;
