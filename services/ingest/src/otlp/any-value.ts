import type { AnyValue, KeyValue } from './messages/common.ts';

/**
 * The JSON text of a value, as "AnyValue representation for non-OTLP protocols" of OpenTelemetry's specification spells what is
 * inside arrays and maps. Integers keep all their digits.
 */
export const jsonOf = (value: AnyValue = {}): string => {
  if (value.intValue !== undefined) return value.intValue;
  if (value.doubleValue !== undefined)
    return JSON.stringify(Number.isFinite(value.doubleValue) ? value.doubleValue : String(value.doubleValue));
  if (value.arrayValue) return `[${(value.arrayValue.values ?? []).map(jsonOf).join(',')}]`;
  if (value.kvlistValue) return jsonOfAll(value.kvlistValue.values);
  return JSON.stringify(value.stringValue ?? value.boolValue ?? value.bytesValue ?? null);
};

export const jsonOfAll = (values: readonly KeyValue[] = []): string =>
  `{${values.map(({ key = '', value }) => `${JSON.stringify(key)}:${jsonOf(value)}`).join(',')}}`;

/** The same where it stands alone: a text is itself, what is empty is the empty text. */
export const textOf = (value: AnyValue = {}): string => {
  const { stringValue, bytesValue, doubleValue } = value;
  if (stringValue !== undefined || bytesValue !== undefined) return stringValue ?? bytesValue ?? '';
  if (doubleValue !== undefined && !Number.isFinite(doubleValue)) return String(doubleValue);
  return Object.keys(value).length === 0 ? '' : jsonOf(value);
};
