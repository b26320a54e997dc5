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
