import * as Type from 'typebox';
import { AlertSeverity } from './alert-notification.ts';
import { Labels } from './enriched-reading.ts';
import { TenantId } from './names.ts';
import { MeasureValue } from './reading.ts';

/** Whole seconds of device time, a week at most. */
const Seconds = Type.Integer({ minimum: 0, maximum: 604_800 });
const Range = Type.Tuple([Type.Number(), Type.Number()]);

/** What a rule calls a breach: exactly one of these. The limits themselves are no breach. */
export const AlertCondition = Type.Object(
  {
    above: Type.Optional(Type.Number()),
    below: Type.Optional(Type.Number()),
    /** Below the first or above the second. */
    outside: Type.Optional(Range),
    /** The only condition for booleans and texts. */
    equal: Type.Optional(MeasureValue),
  },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
);
export type AlertCondition = Type.Static<typeof AlertCondition>;

/** When to raise and when to clear an alert on one measure. A rule that comes to mean something else needs another id. */
export const AlertRule = Type.Object(
  {
    /** Names the rule in alert ids and in filter policies. */
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }),
    /** What people read. */
    summary: Type.String({ minLength: 1, maxLength: 128 }),
    severity: AlertSeverity,
    /** A device must fit all that is named here; nothing named selects every device. */
    select: Type.Object(
      {
        tenant: Type.Optional(TenantId),
        deviceType: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
        site: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
        labels: Type.Optional(Labels),
      },
      { additionalProperties: false },
    ),
    measure: Type.String({ minLength: 1, maxLength: 64 }),
    condition: AlertCondition,
    /** How long the condition holds before the alert is raised; 0 raises at the first breach. */
    for: Seconds,
    clear: Type.Object(
      {
        /** With `above` or `below`: a value is clear from here on, this limit included. Left out, it is the raise limit. */
        limit: Type.Optional(Type.Number()),
        /** With `outside`: a value is clear between these, both included. Left out, they are the raise limits. */
        limits: Type.Optional(Range),
        /** How long values stay clear before the alert is cleared; 0 clears at the first clear one. */
        for: Seconds,
      },
      { additionalProperties: false },
    ),
    enabled: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type AlertRule = Type.Static<typeof AlertRule>;

/** `rules.json` in the rules bucket. */
export const AlertRules = Type.Object(
  { rules: Type.Array(AlertRule, { maxItems: 1000 }) },
  { additionalProperties: false },
);
export type AlertRules = Type.Static<typeof AlertRules>;

/**
 * What a schema cannot say: which limits go together, and on which side they lie. `pointer` is relative to the rule;
 * undefined where nothing contradicts itself.
 */
export const contradictionIn = (rule: AlertRule): { detail: string; pointer: string } | undefined => {
  const { condition, clear } = rule;
  if (clear.limit !== undefined && condition.above === undefined && condition.below === undefined)
    return { detail: 'goes with above or below only', pointer: '/clear/limit' };
  if (clear.limits !== undefined && condition.outside === undefined)
    return { detail: 'goes with outside only', pointer: '/clear/limits' };
  const pointer = clear.limit === undefined ? '/clear/limits' : '/clear/limit';
  if (isReversed(quietRange(rule))) return { detail: 'ends below its start', pointer: '/condition/outside' };
  if (isReversed(clearRange(rule))) return { detail: 'ends below its start', pointer };
  if (!isInside(clearRange(rule), quietRange(rule)))
    return { detail: 'would clear values that raise the alert', pointer };
  return undefined;
};

/** From and to, both included. */
type Span = readonly [number, number];

/** Numbers within are no breach. Everything for a rule with `equal`. */
export const quietRange = ({ condition: { above, below, outside } }: AlertRule): Span =>
  outside ?? [below ?? Number.NEGATIVE_INFINITY, above ?? Number.POSITIVE_INFINITY];

/** Numbers within are clear; between here and the quiet range's ends lies the hysteresis. */
export const clearRange = ({ condition: { above, below, outside }, clear: { limit, limits } }: AlertRule): Span => {
  if (outside) return limits ?? outside;
  if (above !== undefined) return [Number.NEGATIVE_INFINITY, limit ?? above];
  return [limit ?? below ?? Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
};

const isReversed = ([low, high]: Span): boolean => low > high;
const isInside = (inner: Span, outer: Span): boolean => inner[0] >= outer[0] && inner[1] <= outer[1];
