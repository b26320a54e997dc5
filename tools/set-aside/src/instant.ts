const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;

/** An instant in epoch milliseconds: RFC 3339, or how long ago (`90m`, `2h`, `7d`). Nothing for any other text. */
export const readInstant = (text: string, now: number): number | undefined => {
  const [, amount, unit] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  if (amount && unit) return now - Number(amount) * units[unit as keyof typeof units];
  const instant = rfc3339.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
};
