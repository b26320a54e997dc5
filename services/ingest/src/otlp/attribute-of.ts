import { maxText } from '../compose/reading-limits.ts';
import { textOf } from './any-value.ts';
import type { AnyValue } from './messages/common.ts';

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
