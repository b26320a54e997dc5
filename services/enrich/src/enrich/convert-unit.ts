import { type UnitConversion, unitConversion } from '@millrace/shared/units/ucum';

/** Pairs that are remembered: of every device type a few. Hostile ones push others out, at tens of microseconds each. */
const maxPairs = 1000;
const conversions = new Map<string, UnitConversion | undefined>();

/**
 * A value in another unit, by UCUM code, to 12 significant digits: more than any sensor has, fewer than the noise of floating
 * point. Undefined when it cannot be converted.
 */
export const convertUnit = (value: number, from: string, to: string): number | undefined => {
  if (from === to) return value;
  const conversion = conversionOf(from, to);
  if (!conversion) return undefined;
  const { factor, offset } = conversion;
  return offset === 0 ? toDigits(value * factor, 12) : sumOf(value * factor, offset);
};

const conversionOf = (from: string, to: string): UnitConversion | undefined => {
  const pair = `${from} ${to}`;
  const known = conversions.get(pair);
  if (known || conversions.has(pair)) return known;
  const conversion = unitConversion(from, to);
  for (const oldest of conversions.keys()) {
    if (conversions.size < maxPairs) break;
    conversions.delete(oldest);
  }
  conversions.set(pair, conversion);
  return conversion;
};

/** A sum has no more digits than the larger of its two parts: near a scale's zero (32 [degF] in Cel) fewer are left. */
const sumOf = (scaled: number, offset: number): number => {
  const sum = scaled + offset;
  const lost = Math.log10(Math.max(Math.abs(scaled), Math.abs(offset)) / Math.abs(sum));
  return lost < 11 ? toDigits(sum, 12 - Math.max(0, Math.floor(lost))) : 0;
};

const toDigits = (value: number, digits: number): number => Number(value.toPrecision(digits));
