import * as Type from 'typebox';
import { MeasureName } from './names.ts';
import { MeasureValue, severities } from './reading.ts';

/** Whole seconds of device time, a week at most. */
export const Seconds = Type.Integer({ minimum: 1, maximum: 604_800 });

/** Both ends included. */
const Range = Type.Tuple([Type.Number(), Type.Number()]);
const Unit = Type.String({ minLength: 1, maxLength: 32 });
const closed = { additionalProperties: false };

/** A value beyond a limit: exactly one of `above`, `below`, `outside`, `equal`, `unequal`. The limits themselves are not beyond. */
export const Threshold = Type.Object(
  {
    measure: MeasureName,
    above: Type.Optional(Type.Number()),
    below: Type.Optional(Type.Number()),
    /** Below the first or above the second. */
    outside: Type.Optional(Range),
    /** This and the next are the only ones for booleans and texts. */
    equal: Type.Optional(MeasureValue),
    unequal: Type.Optional(MeasureValue),
    /**
     * Hysteresis: a value is clear from this limit on, or within these two with `outside`. Left out, from the raise limit on.
     */
    clear: Type.Optional(Type.Union([Type.Number(), Range])),
    /** UCUM. A value in another unit says nothing. */
    unit: Type.Optional(Unit),
  },
  closed,
);
export type Threshold = Type.Static<typeof Threshold>;

/** At least `times` of the last `of` values of the measure are beyond the limit. It is clear when none is. */
export const Repeated = Type.Object(
  {
    times: Type.Integer({ minimum: 1, maximum: 30 }),
    of: Type.Integer({ minimum: 1, maximum: 30 }),
    threshold: Threshold,
  },
  closed,
);
export type Repeated = Type.Static<typeof Repeated>;

/**
 * A change by more than `rises` or `falls`, exactly one of them, between a value and one that came at least `within` and at
 * most twice `within` seconds before it.
 */
export const Rate = Type.Object(
  {
    measure: MeasureName,
    rises: Type.Optional(Type.Number({ minimum: 0 })),
    falls: Type.Optional(Type.Number({ minimum: 0 })),
    within: Seconds,
    /** Hysteresis: a change of no more than this is clear. */
    clear: Type.Optional(Type.Number({ minimum: 0 })),
    unit: Type.Optional(Unit),
  },
  closed,
);
export type Rate = Type.Static<typeof Rate>;

/**
 * No value of the measure, or without one no reading of the device at all, for `after` seconds. Counted from the device's first
 * reading on, so a measure that never came is missed, too.
 */
export const Silence = Type.Object({ measure: Type.Optional(MeasureName), after: Seconds }, closed);
export type Silence = Type.Static<typeof Silence>;

/** At least `count` log lines of this severity or a higher one within `within` seconds. */
export const Logs = Type.Object(
  {
    severity: Type.Enum(severities),
    count: Type.Integer({ minimum: 1, maximum: 60 }),
    within: Seconds,
  },
  closed,
);
export type Logs = Type.Static<typeof Logs>;

/** The measure behaves unlike itself: the detector of `docs/anomaly.md` gives it a score from 0 to 1. */
export const Anomaly = Type.Object(
  {
    measure: MeasureName,
    /** Beyond this score. */
    above: Type.Number({ minimum: 0, maximum: 1 }),
    unit: Type.Optional(Unit),
  },
  closed,
);
export type Anomaly = Type.Static<typeof Anomaly>;

/** Points for the values up to and with `to`, or equal to `equal`; the last band of a measure has neither and takes all others. */
const Band = Type.Object(
  {
    to: Type.Optional(Type.Number()),
    equal: Type.Optional(MeasureValue),
    points: Type.Integer({ minimum: 0, maximum: 100 }),
  },
  closed,
);

/**
 * Points summed over several measures, each by the first band that takes its latest value: an early-warning score such as
 * NEWS2. A breach from `from` points on, or from `single` points of one measure on.
 */
export const Score = Type.Object(
  {
    measures: Type.Record(MeasureName, Type.Array(Band, { minItems: 1, maxItems: 16 }), {
      ...closed,
      minProperties: 1,
      maxProperties: 16,
    }),
    from: Type.Integer({ minimum: 1, maximum: 1000 }),
    single: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    /** Hysteresis: a sum of no more than this is clear. */
    clear: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
    /** Seconds for which a value stands where no newer one came. Left out, for ever. A measure without a value has no points. */
    stands: Type.Optional(Seconds),
  },
  closed,
);
export type Score = Type.Static<typeof Score>;

export const TimeZone = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$' });
const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Hours of the day by the wall clock of a place: from `from` until before `to`, on into the next day where `to` is not later. */
export const Hours = Type.Object(
  {
    /** IANA time zone: `Europe/Berlin`. */
    zone: TimeZone,
    from: TimeOfDay,
    to: TimeOfDay,
    /** Days on which they begin. Left out, every day. */
    days: Type.Optional(Type.Array(Type.Enum(weekdays), { minItems: 1, maxItems: 7 })),
  },
  closed,
);
export type Hours = Type.Static<typeof Hours>;

const leaves = {
  threshold: Type.Optional(Threshold),
  repeated: Type.Optional(Repeated),
  rate: Type.Optional(Rate),
  silence: Type.Optional(Silence),
  logs: Type.Optional(Logs),
  anomaly: Type.Optional(Anomaly),
  score: Type.Optional(Score),
  /** The reading's time lies in these hours. */
  hours: Type.Optional(Hours),
};
const exactlyOne = { ...closed, minProperties: 1, maxProperties: 1 };
const several = { minItems: 1, maxItems: 8 };

const Single = Type.Object(leaves, exactlyOne);
const Pair = Type.Object(
  { ...leaves, all: Type.Optional(Type.Array(Single, several)), any: Type.Optional(Type.Array(Single, several)) },
  exactlyOne,
);

/** What a rule calls a breach: exactly one of these. `all` and `any` hold others, two deep at most. */
export const AlertCondition = Type.Object(
  { ...leaves, all: Type.Optional(Type.Array(Pair, several)), any: Type.Optional(Type.Array(Pair, several)) },
  exactlyOne,
);
export type AlertCondition = Type.Static<typeof AlertCondition>;
