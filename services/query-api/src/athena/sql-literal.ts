/**
 * SQL literals for Athena's ExecutionParameters, which are pasted into the statement as they are. In Trino, and in
 * standard SQL, a text literal knows one escape, the doubled quote; a backslash is a character like any other.
 */
export const sqlText = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Throws on what is not a whole number that JavaScript holds exactly. */
export const sqlInteger = (value: number): string => {
  if (!Number.isSafeInteger(value)) throw new Error(`${value} is not a whole number`);
  return String(value);
};

/** The UTC date of an instant (epoch ms), as text to be cast: `CAST(? AS DATE)`. */
export const sqlDate = (instant: number): string => sqlText(new Date(instant).toISOString().slice(0, 10));
