import * as Type from 'typebox';

const text = Type.Union([Type.String(), Type.Null()]);
const milliseconds = Type.Union([Type.Integer(), Type.Null()]);

/** One change of one alert as the lake keeps it: flat, for Athena, and without what people are called or wrote. */
export const AlertChangeRow = Type.Object(
  {
    /** Changes come at least once: the same id is the same change. */
    notification_id: Type.String(),
    alert_id: Type.String(),
    number: Type.Integer(),
    change: Type.String(),
    status: Type.String(),
    rule: Type.String(),
    rules_version: Type.Integer(),
    severity: Type.String(),
    step: Type.Integer(),
    summary: Type.String(),
    tenant: Type.String(),
    device_id: Type.String(),
    device_type: Type.String(),
    site: Type.String(),
    measure: text,
    /** A boolean has both, as in the readings. */
    value_number: Type.Union([Type.Number(), Type.Null()]),
    value_text: text,
    unit: text,
    /** Device time throughout, epoch milliseconds. Null where the change is of no alert. */
    raised_ms: milliseconds,
    time_ms: Type.Integer(),
    acknowledged_ms: milliseconds,
    returned_ms: milliseconds,
    cleared_ms: milliseconds,
    cleared_because: text,
    until_ms: milliseconds,
    /** Whether a person did it. Who it was, to whom it is assigned and what was commented stay with the alerts. */
    by_person: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type AlertChangeRow = Type.Static<typeof AlertChangeRow>;

export const alertChangeColumns = Object.keys(AlertChangeRow.properties) as (keyof AlertChangeRow)[];
