import { UcumLhcUtils } from '@lhncbc/ucum-lhc';

/** A value in another unit is `value × factor + offset`. */
export type UnitConversion = { factor: number; offset: number };

/** As long as a reading's units may be. */
const maxLength = 32;

/** Whether a text is a unit of UCUM (case-sensitive form), as it stands: names and near misses are not. */
export const isUcumUnit = (code: string): boolean =>
  code.length <= maxLength &&
  printable.test(code) &&
  !inherited.some((name) => code.includes(name)) &&
  ask(() => ucum().validateUnitString(code).status === 'valid') === true;

/**
 * How values of one unit become values of another; undefined when one is no unit, when the two measure different things, and
 * for arbitrary units, which nothing converts to. Units on a scale that is not straight (logarithms, pH) convert to none
 * but their own multiples. Tens of microseconds.
 */
export const unitConversion = (from: string, to: string): UnitConversion | undefined => {
  if (!isUcumUnit(from) || !isUcumUnit(to) || isOfData(from) !== isOfData(to)) return undefined;
  const convert = (value: number): number => {
    const answer = ask(() => ucum().convertUnitTo(from, value, to));
    return answer?.status === 'succeeded' ? answer.toVal : Number.NaN;
  };
  const offset = convert(0);
  // From a far point: the digits that the difference loses are then behind those that count.
  const factor = (convert(1000) - offset) / 1000;
  const third = convert(-40);
  const isStraight = Math.abs(third - (offset - 40 * factor)) <= 1e-9 * Math.max(Math.abs(third), Math.abs(offset));
  return isStraight && Number.isFinite(factor) && factor !== 0 ? { factor, offset } : undefined;
};

/** UCUM's own characters, those of annotations included. */
const printable = /^[!-~]+$/;

/** The library looks codes up in plain objects, so that it would take `constructor` for a unit. */
const inherited = Object.getOwnPropertyNames(Object.prototype);

/** UCUM counts bits as pure numbers, by which 50 % would be a sixteenth of a byte. Nobody means that. */
const isOfData = (code: string): boolean => /bit|By|Bd/.test(code.replaceAll(/\{[^{}]*\}/g, ''));

/** Its tables take 10 ms to load, once, where a unit has to be converted. */
const ucum = () => UcumLhcUtils.getInstance();

/**
 * What the library stumbles over is no unit: it throws on some texts, and writes them to the console, where a device's texts
 * have no place.
 */
const ask = <T>(question: () => T): T | undefined => {
  const { log } = console;
  console.log = () => {};
  try {
    return question();
  } catch {
    return undefined;
  } finally {
    console.log = log;
  }
};
