import { Cron } from 'croner';
import { AwsError } from '../../wire/aws-service.ts';

/** The first occurrence after a moment, both in epoch ms; undefined when there is none. */
export type Occurrences = (after: number) => number | undefined;

/**
 * Reads `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` or `at(2026-01-31T08:00:00)`. Throws `ValidationException`, also for
 * what AWS takes and croner does not: `L-3`, and ranges over the end of a field such as `FRI-TUE`.
 */
export const parseScheduleExpression = (expression: string, timezone = 'UTC'): Occurrences => {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return rate(inner);
  if (kind === 'cron') return cron(inner, timezone);
  if (kind === 'at' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(inner)) return calendar(inner, timezone);
  throw invalid(expression);
};

const rate = (text: string): Occurrences => {
  const [, digits, unit, plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(text) ?? [];
  if (digits === undefined || (digits === '1') === (plural === 's')) throw invalid(text);
  const period =
    Number(digits) * { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[unit as 'minute' | 'hour' | 'day'];
  return (after) => after + period;
};

/** Six fields: minute, hour, day of month, month, day of week (1–7 = SUN–SAT), year. One of the two days must be `?`. */
const cron = (text: string, timezone: string): Occurrences => {
  const fields = text.split(' ');
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields;
  const oneDayField = (dayOfMonth === '?') !== (dayOfWeek === '?');
  if (fields.length !== 6 || !oneDayField || !fields.every((field) => /^[0-9A-Z*?,/#-]+$/.test(field)))
    throw invalid(text);
  const lastDayOfWeek = dayOfWeek === 'L' ? '7' : dayOfWeek;
  return calendar(`0 ${minute} ${hour} ${dayOfMonth} ${month} ${lastDayOfWeek} ${year}`, timezone);
};

const calendar = (pattern: string, timezone: string): Occurrences => {
  try {
    const calendar = new Cron(pattern, {
      paused: true,
      timezone,
      mode: '7-part',
      alternativeWeekdays: true,
      sloppyRanges: true, // AWS writes "every 15 minutes" as 0/15
    });
    return (after) => calendar.nextRun(new Date(after))?.getTime();
  } catch (error) {
    throw invalid(pattern, error);
  }
};

const invalid = (expression: string, cause?: unknown): AwsError =>
  new AwsError(
    'ValidationException',
    `Parameter ScheduleExpression is not valid.${cause instanceof Error ? ` ${cause.message}` : ` "${expression}"`}`,
  );
