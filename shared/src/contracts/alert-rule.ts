import * as Type from 'typebox';
import { AlertCondition, Hours, Seconds, Threshold } from './alert-condition.ts';
import { AlertSeverity } from './alert-notification.ts';
import { Labels } from './enriched-reading.ts';
import { DeviceId, EpochMilliseconds, TenantId } from './names.ts';

const closed = { additionalProperties: false };

/** Whole seconds of device time, a week at most; 0 is at once. */
const Duration = Type.Integer({ minimum: 0, maximum: 604_800 });

/** A device must fit all that is named; nothing named selects every device. */
const Selection = Type.Object(
  {
    tenant: Type.Optional(TenantId),
    deviceType: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    site: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    labels: Type.Optional(Labels),
  },
  closed,
);
export type Selection = Type.Static<typeof Selection>;

/** A part of a rule, merged into it as JSON Merge Patch (RFC 7386) does: objects field by field, all else replaced, null takes away. */
const Patch = Type.Record(
  Type.String({ pattern: '^(severity|summary|when|for|clearFor|latch|renotify|escalate|quiet|enabled)$' }),
  Type.Unknown(),
  {
    ...closed,
    minProperties: 1,
  },
);
export type Patch = Type.Static<typeof Patch>;

/** When to raise and when to clear an alert on a device. A rule that comes to mean something else needs another id. */
export const AlertRule = Type.Object(
  {
    /** Names the rule in alert ids and in filter policies. */
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }),
    /** What people read. */
    summary: Type.String({ minLength: 1, maxLength: 128 }),
    severity: AlertSeverity,
    /** Left out, every device. */
    select: Type.Optional(Selection),
    when: AlertCondition,
    /** How long the condition holds before the alert is raised. Left out, 0: it is raised at once. */
    for: Type.Optional(Duration),
    /** How long the condition is clear before the alert is cleared. Left out, 0. */
    clearFor: Type.Optional(Duration),
    /**
     * How far behind the device's newest reading another may come and still count in its place. Alerts come later by as much.
     * Left out, 0: a reading that is older than what it would change is ignored.
     */
    lateness: Type.Optional(Type.Integer({ minimum: 0, maximum: 3600 })),
    /** An alert that nobody has acknowledged stays, latched, when its condition has cleared. */
    latch: Type.Optional(Type.Boolean()),
    /** Says again, at most so many times, that an alert is on and not acknowledged. */
    renotify: Type.Optional(Type.Object({ every: Seconds, times: Type.Integer({ minimum: 1, maximum: 100 }) }, closed)),
    /**
     * Steps, rising: the alert stands on the highest that is reached and has its severity. `after`: so many seconds unacknowledged;
     * an acknowledgement takes it down. `when`: the value is beyond a further limit; a clear value takes it down.
     */
    escalate: Type.Optional(
      Type.Array(
        Type.Object({ after: Type.Optional(Seconds), when: Type.Optional(Threshold), severity: AlertSeverity }, closed),
        { minItems: 1, maxItems: 8 },
      ),
    ),
    /** Hours in which alerts below a severity (left out: critical) are told of only when the hours end, if they are still on. */
    quiet: Type.Optional(Type.Object({ hours: Hours, below: Type.Optional(AlertSeverity) }, closed)),
    /** Alerts alike in these are told of together: the first at once, the others in one message a window. */
    group: Type.Optional(
      Type.Object(
        {
          by: Type.Array(Type.String({ pattern: '^(site|deviceType|rule|labels\\.[A-Za-z][A-Za-z0-9_.-]{0,63})$' }), {
            minItems: 1,
            maxItems: 4,
          }),
          window: Seconds,
        },
        closed,
      ),
    ),
    /**
     * No alert is created while an alert of `rule` is on for the device that this label names, a gateway for instance. Those
     * that are on are cleared all the same.
     */
    suppress: Type.Optional(
      Type.Object(
        {
          label: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,63}$' }),
          rule: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }),
          /** Seconds to wait for the other alert before creating this one. Left out, 0. */
          wait: Type.Optional(Duration),
        },
        closed,
      ),
    ),
    /** What holds for some devices instead; of several that fit, the last. */
    overrides: Type.Optional(
      Type.Array(
        Type.Object(
          {
            select: Type.Object(
              { ...Selection.properties, device: Type.Optional(DeviceId) },
              { ...closed, minProperties: 1 },
            ),
            set: Patch,
          },
          closed,
        ),
        { maxItems: 100 },
      ),
    ),
    /** What holds for some subscribers as well: each has alerts of its own, of the rule `<id>@<subscriber>`. */
    subscribers: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }), Patch, { ...closed, maxProperties: 10 }),
    ),
    /** Left out, true. A disabled rule clears its alerts. */
    enabled: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type AlertRule = Type.Static<typeof AlertRule>;

/** In one file. */
export const maxRules = 1000;

/** `rules.json` in the rules bucket: all rules in force, published in one piece. */
export const AlertRules = Type.Object(
  {
    /** Rises by one with each publication. */
    version: Type.Integer({ minimum: 1 }),
    publishedAt: EpochMilliseconds,
    rules: Type.Array(AlertRule, { maxItems: maxRules }),
  },
  closed,
);
export type AlertRules = Type.Static<typeof AlertRules>;

/** Key of the rules in force. Those before them are kept under `history/`, by version. */
export const rulesKey = 'rules.json';
