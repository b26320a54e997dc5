export type DatePattern = (at: CalendarTime) => string;

/** A moment in one time zone, as far as S3 prefixes name it. */
export type CalendarTime = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  dayOfYear: number;
};

/**
 * Compiles the part of Java's DateTimeFormatter patterns that S3 prefixes use: y u M d D H m s, text in single quotes
 * (two of them for one), and signs as they stand. Throws an Error that names a letter outside of that.
 */
export const compileDatePattern = (pattern: string): DatePattern => {
  const parts = Array.from(pattern.matchAll(token), ([text, quoted, letters]) => {
    if (quoted !== undefined) return () => (quoted === '' ? "'" : quoted.replaceAll("''", "'"));
    if (letters !== undefined) return field(text);
    if (text === "'") throw new Error(`a quote in the timestamp pattern is not closed: ${pattern}`);
    return () => text;
  });
  return (at) => parts.map((part) => part(at)).join('');
};

export const calendarTime = (epochMilliseconds: number, timeZone = 'UTC'): CalendarTime => {
  const parts = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(epochMilliseconds)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  const dayOfYear = (Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / 86_400_000 + 1;
  return { year, month, day, hour, minute, second, dayOfYear };
};

const token = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z]/g;

const fields: Record<string, { of: keyof CalendarTime; longest: number }> = {
  y: { of: 'year', longest: 4 },
  u: { of: 'year', longest: 4 },
  M: { of: 'month', longest: 2 },
  d: { of: 'day', longest: 2 },
  D: { of: 'dayOfYear', longest: 3 },
  H: { of: 'hour', longest: 2 },
  m: { of: 'minute', longest: 2 },
  s: { of: 'second', longest: 2 },
};

const field = (letters: string): DatePattern => {
  const known = fields[letters.charAt(0)];
  if (!known || letters.length > known.longest)
    throw new Error(`the sandbox does not support ${letters} in a timestamp pattern`);
  // Java prints the last two digits for exactly two year letters.
  if (known.of === 'year' && letters.length === 2) return (at) => String(at.year % 100).padStart(2, '0');
  return (at) => String(at[known.of]).padStart(letters.length, '0');
};

const formatIn = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
