import * as Type from 'typebox';
import { ignoringUnknown } from './ignoring-unknown.ts';
import { DeviceId, EpochMilliseconds, TenantId } from './names.ts';
import { MeasureValue } from './reading.ts';

export const AlertSeverity = Type.Union([Type.Literal('info'), Type.Literal('warning'), Type.Literal('critical')]);
export type AlertSeverity = Type.Static<typeof AlertSeverity>;

/**
 * One change of one alert, as subscribers of the SNS topic receive it. Stamped with device time throughout.
 * A clear repeats severity, summary, tenant, device type, site and measure of its raise, whatever has changed since, so
 * that a filter policy which let the raise through lets its clear through.
 */
export const AlertNotification = ignoringUnknown(
  Type.Object({
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
    /** The value that raised or cleared it; none where the rule was withdrawn. */
    value: Type.Optional(MeasureValue),
    unit: Type.Optional(Type.String()),
    /** Device time of the reading that raised it. */
    raisedAt: EpochMilliseconds,
    clearedAt: Type.Optional(EpochMilliseconds),
    /** `rule-withdrawn`: the rule is gone or disabled, or no longer selects the device. That says nothing of the value. */
    clearedBecause: Type.Optional(Type.Union([Type.Literal('recovered'), Type.Literal('rule-withdrawn')])),
  }),
);
export type AlertNotification = Type.Static<typeof AlertNotification>;

/** The message attributes that filter policies can use; SNS allows five keys in a policy. */
export const alertAttributes = ['tenant', 'severity', 'change', 'rule', 'site'] as const;
