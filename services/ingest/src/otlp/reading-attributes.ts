import { textOf } from './any-value.ts';
import type { AnyValue } from './messages/common.ts';

/** Of a reading in the contract. */
export const maxAttributes = 32;

/** Of the names of measures and attributes in the contract; `constructor` and `prototype` no reading may have. */
export const maxNameLength = 64;
export const readingName = /^(?!(constructor|prototype)$)[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

/** Characters of an attribute's text in the contract. */
const maxText = 256;

export const isCut = (text: string): boolean => text.length > maxText;

/** The JSON text of an attribute that is a text. An ellipsis marks what had to be cut. */
export const textAttribute = (text: string): string =>
  JSON.stringify(isCut(text) ? `${text.slice(0, maxText - 1).toWellFormed()}…` : text);

/** The same of any value: numbers and booleans stay what they are. */
export const attributeOf = (value: AnyValue = {}): string => {
  const text = textOf(value);
  const { boolValue, intValue, doubleValue } = value;
  return boolValue !== undefined || intValue !== undefined || Number.isFinite(doubleValue) ? text : textAttribute(text);
};
