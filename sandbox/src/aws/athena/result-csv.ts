/** A field of a result; null is undefined. */
export type Field = string | undefined;

/** A result file as Athena writes it: every value in quotes, null as nothing, so that both can be told apart again. */
export const writeResultCsv = (rows: Field[][]): string =>
  rows.map((row) => `${row.map((field) => (field === undefined ? '' : quoted(field))).join(',')}\n`).join('');

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;

export const readResultCsv = (text: string): Field[][] => {
  const rows: Field[][] = [];
  let row: Field[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text[at] === '"' ? closingQuote(text, at) + 1 : at;
    row.push(end > at ? text.slice(at + 1, end - 1).replaceAll('""', '"') : undefined);
    if (text[end] !== ',') {
      rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  return rows;
};

const closingQuote = (text: string, opening: number): number => {
  let at = text.indexOf('"', opening + 1);
  while (text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
};
