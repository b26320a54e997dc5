const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;

/** Milliseconds of `90m`, `2h`, `7d`. Nothing for any other text. */
export const readLength = (text: string): number | undefined => {
  const [, amount, unit] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  return amount && unit ? Number(amount) * units[unit as keyof typeof units] : undefined;
};

/** An instant in epoch milliseconds: RFC 3339, a UTC day, or how long ago. Nothing for any other text. */
export const readInstant = (text: string, now: number): number | undefined => {
  const ago = readLength(text);
  if (ago !== undefined) return now - ago;
  const isInstant = rfc3339.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text);
  const instant = isInstant ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
};
