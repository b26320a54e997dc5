import * as Type from 'typebox';
import { DeviceId, EpochMilliseconds, TenantId } from './names.ts';

export const AlertSeverity = Type.Union([Type.Literal('info'), Type.Literal('warning'), Type.Literal('critical')]);
export type AlertSeverity = Type.Static<typeof AlertSeverity>;

/** One change of one alert, as subscribers of the SNS topic receive it. Stamped with device time throughout. */
export const AlertNotification = Type.Object(
  {
    version: Type.Literal(1),
    /** Stable id of the alert (one episode of one rule on one device); the same in its raise and its clear. */
    alertId: Type.String({ minLength: 1 }),
    /** `<alertId>/<change>`: a subscriber that dedupes on it sees every change once. */
    notificationId: Type.String({ minLength: 1 }),
    change: Type.Union([Type.Literal('raised'), Type.Literal('cleared')]),
    rule: Type.String(),
    severity: AlertSeverity,
    summary: Type.String(),
    tenant: TenantId,
    deviceId: DeviceId,
    deviceType: Type.String(),
    site: Type.String(),
    measure: Type.String(),
    value: Type.Number(),
    unit: Type.Optional(Type.String()),
    /** Device time of the reading that raised it. */
    raisedAt: EpochMilliseconds,
    clearedAt: Type.Optional(EpochMilliseconds),
  },
  { additionalProperties: false },
);
export type AlertNotification = Type.Static<typeof AlertNotification>;

/** The message attributes that filter policies can use; SNS allows five keys in a policy. */
export const alertAttributes = ['tenant', 'severity', 'change', 'rule', 'site'] as const;
