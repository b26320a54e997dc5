const day = 86_400_000;
const hour = 3_600_000;

/**
 * Readings land within two days: the streams before the lake keep them for one each. An object is named by the hour of its
 * oldest record, so a reading may stand under the hour before its own.
 */
const [landsBefore, landsAfter] = [hour, 2 * day];

/** One row a measure and one a log line, in the order in which the streams had them. Bodies of log lines stay where they are: no rule looks at them. */
const sql = `
SELECT reading_id, delivery, tenant, device_id, device_type, site, time_ms, received_ms, kind, measure, value_number,
  CASE WHEN kind = 'measure' THEN value_text END AS value_text, unit, code, severity
FROM readings
WHERE kind <> 'duplicate' AND landed BETWEEN ? AND ? AND received_ms >= ? AND received_ms < ?
ORDER BY received_ms, split_part(delivery, ':', 1), length(split_part(delivery, ':', 2)), split_part(delivery, ':', 2),
  TRY_CAST(split_part(delivery, ':', 3) AS bigint), reading_id, time_ms, kind, measure`.trim();

export type LakeQuery = { sql: string; literals: string[] };

/** Asks for the readings that arrived from `from` until before `to` (epoch ms). */
export const readingsQuery = (from: number, to: number): LakeQuery => ({
  sql,
  literals: [landingHour(from - landsBefore), landingHour(to + landsAfter), whole(from), whole(to)],
});

/** The range in days, for one query reads, sorts and answers one of them. */
export const daysOf = (from: number, to: number): { from: number; to: number }[] => {
  const days: { from: number; to: number }[] = [];
  for (let begin = from; begin < to; begin = Math.floor(begin / day) * day + day)
    days.push({ from: begin, to: Math.min(to, Math.floor(begin / day) * day + day) });
  return days;
};

/** Athena pastes literals into the statement as they are; an hour has no quotes in it. */
const landingHour = (time: number): string => `'${new Date(time).toISOString().slice(0, 13).replace('T', '-')}'`;

const whole = (time: number): string => String(Math.trunc(time));
