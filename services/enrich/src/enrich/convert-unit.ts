import { ucumUnits } from './ucum-units.ts';

/**
 * A value in another unit of the same dimension, by UCUM code, to 12 significant digits: more than any sensor has, fewer
 * than the noise of floating point. Undefined when a unit is not in the table or the two measure different things.
 */
export const convertUnit = (value: number, from: string, to: string): number | undefined => {
  const [source, target] = [plainCode(from), plainCode(to)];
  if (source === target) return value;
  const unit = ucumUnits.get(source);
  const wanted = ucumUnits.get(target);
  if (!unit || unit.dimension !== wanted?.dimension) return undefined;
  const converted = ((value - unit.zero) * unit.factor) / wanted.factor + wanted.zero;
  return Number(converted.toPrecision(12));
};

/** Annotations in braces mean nothing to UCUM: `{beats}/min` is `/min`, `1/min` as well, and `{count}` is `1`. */
const plainCode = (code: string): string =>
  code.includes('{') || code.startsWith('1/') ? code.replaceAll(/\{[^{}]*\}/g, '').replace(/^1\//, '/') || '1' : code;
