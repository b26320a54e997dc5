import type { Row } from '../athena/athena-queries.ts';

/** A column of a row as a number; null where the row has none. Athena writes doubles as Java does: `1.0E7`. */
export const number = (row: Row, name: string): number | null => {
  const text = row[name];
  return text === null || text === undefined ? null : Number(text);
};

/** A column of epoch ms as RFC 3339. */
export const time = (row: Row, name: string): string | null => {
  const value = number(row, name);
  return value === null ? null : new Date(value).toISOString();
};

export const text = (row: Row, name: string): string | null => row[name] ?? null;

/** A column of ms in seconds. */
export const seconds = (row: Row, name: string): number | null => {
  const value = number(row, name);
  return value === null ? null : value / 1000;
};

/** The lake keeps a boolean as number and text, a number as number, a text as text. */
export const measured = (row: Row): number | boolean | string | null => {
  const [asNumber, asText] = [number(row, 'value_number'), text(row, 'value_text')];
  if (asText === null) return asNumber;
  return asNumber === null ? asText : asNumber === 1;
};
