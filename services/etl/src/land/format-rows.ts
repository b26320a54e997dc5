import { type LandedRow, landedColumns } from '@millrace/shared/contracts/landed-row';

/**
 * Rows as text, each ended by a newline, without a header.
 * `csv` is RFC 4180; `tsv` is the same with a tab for the comma: both quote a field that holds the separator, a quote or a
 * line break, and double the quotes in it. In both, null is an empty field and empty text is `""`.
 */
export const formatRows = {
  ndjson: (rows: LandedRow[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  csv: (rows: LandedRow[]): string => delimited(rows, ','),
  tsv: (rows: LandedRow[]): string => delimited(rows, '\t'),
};

export const landingFormats = ['ndjson', 'csv', 'tsv'] as const satisfies (keyof typeof formatRows)[];

const delimited = (rows: LandedRow[], separator: ',' | '\t'): string =>
  rows.map((row) => `${landedColumns.map((name) => field(row[name], separator)).join(separator)}\n`).join('');

const field = (value: string | number | null, separator: string): string => {
  if (value === null) return '';
  const text = String(value);
  return text === '' || text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
