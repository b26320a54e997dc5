import type { Kind } from '@millrace/shared/rest/parameter';
import * as Type from 'typebox';

const units = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 };

/** A duration in ms, of a second at least, from ISO 8601 (`PT5M`, `P1DT12H`) or short (`5m`). Months and years have no fixed length. */
export const duration: Kind<number> = {
  parse(text) {
    const value = short(text) ?? iso8601(text);
    return value !== undefined && Number.isSafeInteger(value) && value >= 1000 ? value : undefined;
  },
  expects: 'a duration such as PT5M, P1D, 30s, 5m, 1h or 1d',
  schema: Type.String(),
};

const short = (text: string): number | undefined => {
  const { amount, unit } = /^(?<amount>\d{1,9})(?<unit>[smhdw])$/.exec(text)?.groups ?? {};
  return amount && unit ? Number(amount) * units[unit.toUpperCase() as keyof typeof units] : undefined;
};

const iso8601 = (text: string): number | undefined => {
  const { groups } =
    /^P(?=.)((?<W>\d{1,9})W|((?<D>\d{1,9})D)?(T(?=.)((?<H>\d{1,9})H)?((?<M>\d{1,9})M)?((?<S>\d{1,9})S)?)?)$/.exec(
      text,
    ) ?? {};
  if (!groups) return undefined;
  let sum = 0;
  for (const [unit, milliseconds] of Object.entries(units)) sum += Number(groups[unit] ?? 0) * milliseconds;
  return sum;
};
