import type { DeviceType, MeasureDefinition } from '@millrace/shared/contracts/device-registry';
import type { EnrichedMeasure } from '@millrace/shared/contracts/enriched-reading';
import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import type { MeasureValue } from '@millrace/shared/contracts/reading';
import { convertUnit } from './convert-unit.ts';

/**
 * One measure in its type's unit and with its code. `unit` is what the device said, if it said one; without it the value
 * is in the type's unit. Nothing is guessed: what cannot be converted for certain keeps the device's unit and gets no code
 * where the type lets it pass, and is set aside otherwise.
 */
export const enrichMeasure = (
  name: string,
  value: MeasureValue,
  unit: string | undefined,
  type: DeviceType,
): Parsed<EnrichedMeasure> => {
  // A measure may be called `constructor`, and every object inherits one.
  const definition = Object.hasOwn(type.measures, name) ? type.measures[name] : undefined;
  if (!definition)
    return type.unknownMeasures === 'pass'
      ? { ok: toMeasure(value, unit) }
      : setAside('measure-unknown', 'is not a measure of the device type', `/reading/measures/${name}`);
  const converted = unit === undefined ? value : inUnit(value, unit, definition.unit);
  if (converted === undefined)
    return type.unknownUnits === 'pass'
      ? { ok: toMeasure(value, unit) }
      : setAside('unit-unknown', 'cannot be converted to the unit of the device type', `/reading/units/${name}`);
  if (!isPlausible(converted, definition))
    return setAside('value-implausible', 'is not plausible for the device type', `/reading/measures/${name}`);
  return { ok: toMeasure(converted, definition.unit, definition.code) };
};

/** A type's measure without a unit is of unit `1`. A state or a text is in no unit but the one that the type names. */
const inUnit = (value: MeasureValue, from: string, to = '1'): MeasureValue | undefined => {
  if (typeof value === 'number') return convertUnit(value, from, to);
  return from === to ? value : undefined;
};

/** A conversion can leave the range of doubles, and no store takes an infinity. */
const isPlausible = (value: MeasureValue, { plausible }: MeasureDefinition): boolean =>
  typeof value !== 'number' ||
  (Number.isFinite(value) && (!plausible || (plausible[0] <= value && value <= plausible[1])));

const toMeasure = (value: MeasureValue, unit?: string, code?: string): EnrichedMeasure => {
  const measure: EnrichedMeasure = { value };
  if (unit !== undefined) measure.unit = unit;
  if (code !== undefined) measure.code = code;
  return measure;
};
