import * as Type from 'typebox';
import { AlertNotification } from './alert-notification.ts';

/** Facts about the system, as `detail` of events on the millrace bus. Telemetry never travels here. */
export const ReadingsSetAside = Type.Object(
  {
    by: Type.String(),
    bucket: Type.String(),
    key: Type.String(),
    /** Records set aside in that object, by reason code. */
    reasons: Type.Record(Type.String(), Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);
export type ReadingsSetAside = Type.Static<typeof ReadingsSetAside>;

/** A device's readings are set aside because of the registry, not because of the device. At most a few times a day for each. */
export const DeviceUnknown = Type.Object(
  {
    deviceId: Type.String(),
    /** It is not in the registry; or its readings are older than its first version; or of a device type that is not there. */
    reason: Type.Union([
      Type.Literal('not-registered'),
      Type.Literal('before-first-version'),
      Type.Literal('device-type-unknown'),
    ]),
  },
  { additionalProperties: false },
);
export type DeviceUnknown = Type.Static<typeof DeviceUnknown>;

export const AlertChanged = AlertNotification;
export type AlertChanged = AlertNotification;

export const CurationFinished = Type.Object(
  { partition: Type.String(), runId: Type.String() },
  { additionalProperties: false },
);
export type CurationFinished = Type.Static<typeof CurationFinished>;

/** Without the run's own message, which may quote data: Glue keeps it under the run id. */
export const CurationFailed = Type.Object(
  { partition: Type.String(), runId: Type.String(), state: Type.String() },
  { additionalProperties: false },
);
export type CurationFailed = Type.Static<typeof CurationFailed>;

export const busEvents = { ReadingsSetAside, DeviceUnknown, AlertChanged, CurationFinished, CurationFailed };
export type BusEventType = keyof typeof busEvents;
