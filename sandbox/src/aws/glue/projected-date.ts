/**
 * Reads dates of a projected partition key. The format is a Java date pattern of the letters y M d H m s, with other
 * text as it is or in quotes. Times are epoch ms, UTC.
 */
export const dateReader = (format: string) => {
  const pattern = patternOf(format, (_letter, digits) => `\\d{${digits}}`);
  const parse = new RegExp(`^${patternOf(format, (letter, digits) => `(?<${letter}>\\d{${digits}})`)}$`);

  const value = (text: string): number | undefined => {
    const { y, M = '1', d = '1', H = '0', m = '0', s = '0' } = parse.exec(text)?.groups ?? {};
    return y === undefined ? undefined : Date.UTC(+y, +M - 1, +d, +H, +m, +s);
  };

  return {
    /** Matches a date's text, as the source of a regular expression. */
    pattern,
    value,
    /** A bound of the range: a date in the format, or `NOW`, `NOW-3YEARS`, `NOW+1DAY`. Throws on anything else. */
    bound(text: string, now: number): number {
      const relative = /^NOW(?:(?<amount>[+-]\d+)(?<unit>YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?)?$/.exec(text);
      const time = relative ? moved(now, Number(relative.groups?.amount ?? 0), relative.groups?.unit) : value(text);
      if (time === undefined) throw new Error(`${text} is not a date of the format ${format}`);
      return time;
    },
  };
};

const patternOf = (format: string, field: (letter: string, digits: number) => string): string =>
  format.replaceAll(/'([^']*)'|y+|M+|d+|H+|m+|s+|./gs, (token: string, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted.replaceAll(/\W/g, '\\$&');
    const letter = token[0] ?? '';
    return 'yMdHms'.includes(letter) ? field(letter, token.length) : token.replaceAll(/\W/g, '\\$&');
  });

const moved = (time: number, amount: number, unit: string | undefined): number => {
  const date = new Date(time);
  if (unit === 'YEAR') date.setUTCFullYear(date.getUTCFullYear() + amount);
  else if (unit === 'MONTH') date.setUTCMonth(date.getUTCMonth() + amount);
  else if (unit !== undefined) return time + amount * (milliseconds[unit] ?? 0);
  return date.getTime();
};

const milliseconds: Record<string, number> = {
  WEEK: 604_800_000,
  DAY: 86_400_000,
  HOUR: 3_600_000,
  MINUTE: 60_000,
  SECOND: 1_000,
};
