import * as Type from 'typebox';
import { ignoringUnknown } from './ignoring-unknown.ts';
import { DeviceId, EpochMilliseconds, TenantId } from './names.ts';
import { MeasureValue } from './reading.ts';

/** Rising. */
export const alertSeverities = ['info', 'warning', 'critical'] as const;
export const AlertSeverity = Type.Enum(alertSeverities);
export type AlertSeverity = Type.Static<typeof AlertSeverity>;

/** `latched`: the condition has cleared, and nobody has acknowledged the alert. */
export const alertStatuses = ['active', 'acknowledged', 'latched', 'snoozed', 'cleared'] as const;
export type AlertStatus = (typeof alertStatuses)[number];

export const alertChanges = [
  'raised',
  /** The alert is over. */
  'cleared',
  /** Its condition has cleared, and it is latched now. */
  'returned',
  /** The condition of a latched one holds again. */
  'relapsed',
  /** It is still on, and nobody has acknowledged it. */
  'renotified',
  'escalated',
  'deescalated',
  'acknowledged',
  'snoozed',
  'unsnoozed',
  'assigned',
  'commented',
  /** The rule is no longer evaluated on the device, or is again. */
  'disabled',
  'enabled',
] as const;
export type AlertChange = (typeof alertChanges)[number];

export const clearReasons = ['recovered', 'acknowledged', 'reset', 'disabled', 'rule-withdrawn'] as const;
export type ClearReason = (typeof clearReasons)[number];

/**
 * One change of one alert, as subscribers of the SNS topic receive it and as it is kept. Stamped with device time throughout;
 * what people do is stamped with the device time that it was then. Summary, tenant, device type, site and measure are those
 * of the raise in every change, whatever has changed since, so that a filter policy which let the raise through lets the rest through.
 */
export const AlertNotification = ignoringUnknown(
  Type.Object({
    version: Type.Literal(2),
    /** `<rule>~<device>~<raisedAt>`: one episode of one rule on one device. Without the last part where a change is of no alert. */
    alertId: Type.String({ minLength: 1 }),
    /** `<alertId>/<number>`: a subscriber that dedupes on it sees every change once. */
    notificationId: Type.String({ minLength: 1 }),
    /** Rises with each change of this rule on this device: of two, the higher came later. */
    number: Type.Integer({ minimum: 1 }),
    /** Others may be added: take what you do not know for news of the alert's status. */
    change: Type.Enum(alertChanges),
    /** Of the alert, after the change. */
    status: Type.Enum(alertStatuses),
    /** `<id>`, or `<id>@<subscriber>` where the alert follows a subscriber's own limits. */
    rule: Type.String(),
    /** Of the rules in force. */
    rulesVersion: Type.Integer({ minimum: 1 }),
    severity: AlertSeverity,
    /** Every severity that the alert has had so far. */
    severities: Type.Array(AlertSeverity),
    /** Escalation step: 0 as raised. */
    step: Type.Integer({ minimum: 0 }),
    summary: Type.String(),
    tenant: TenantId,
    deviceId: DeviceId,
    deviceType: Type.String(),
    site: Type.String(),
    /** Where the rule is about one measure. */
    measure: Type.Optional(Type.String()),
    /** The value with which the breach began, or the one with which it ended; points, an anomaly score or a count for such rules. */
    value: Type.Optional(MeasureValue),
    unit: Type.Optional(Type.String()),
    /** None where the change is of no alert. */
    raisedAt: Type.Optional(EpochMilliseconds),
    /** When this change took place. */
    time: EpochMilliseconds,
    acknowledgedAt: Type.Optional(EpochMilliseconds),
    /** When its condition cleared, of an alert that was latched. */
    returnedAt: Type.Optional(EpochMilliseconds),
    clearedAt: Type.Optional(EpochMilliseconds),
    /** Only `recovered` and `acknowledged` say that the condition has cleared. */
    clearedBecause: Type.Optional(Type.Enum(clearReasons)),
    /** Until when it is silent, in a change to `snoozed`. */
    until: Type.Optional(EpochMilliseconds),
    /** Whom the alert is assigned to. */
    assignee: Type.Optional(Type.String()),
    /** Who did it: the subject of a token. */
    by: Type.Optional(Type.String()),
    comment: Type.Optional(Type.String()),
    /**
     * Of a rule that tells of alerts together: how many of the group are on (beyond 2,000 by their raises and ends, as they come), and which other changes this message stands for.
     */
    group: Type.Optional(
      Type.Object({
        id: Type.String(),
        on: Type.Integer({ minimum: 0 }),
        others: Type.Array(Type.Object({ alertId: Type.String(), change: Type.Enum(alertChanges) })),
        /** Changes beyond those named in `others`. */
        more: Type.Integer({ minimum: 0 }),
      }),
    ),
  }),
);
export type AlertNotification = Type.Static<typeof AlertNotification>;

/**
 * The message attributes that filter policies can use; SNS allows five keys in a policy. `severity` is a String.Array of every
 * severity that the alert has had, so whoever was let in at one of them hears of the end.
 */
export const alertAttributes = ['tenant', 'severity', 'change', 'rule', 'site'] as const;
