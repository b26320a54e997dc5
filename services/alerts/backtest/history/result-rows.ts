import { StringDecoder } from 'node:string_decoder';

/** Null is a value that is not there; a text may be empty. */
export type ResultRow = readonly (string | null)[];

/**
 * The rows of a result file of Athena, its first row being the column names. Every value stands in quotes, so that nothing
 * and an empty text can be told apart; a quote inside is doubled, and a line may end inside a value.
 */
export async function* resultRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ResultRow[]> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const some of bytes) {
    const text = rest + decoder.write(Buffer.from(some.buffer, some.byteOffset, some.byteLength));
    const rows: ResultRow[] = [];
    let at = 0;
    for (let read = readRow(text, at); read; read = readRow(text, at)) {
      rows.push(read.row);
      at = read.end;
    }
    rest = text.slice(at);
    yield rows;
  }
  if (rest !== '') throw new Error('The result of the query is cut off: repeat the command.');
}

/** The row that begins at `from`; undefined where the text ends before it does. */
const readRow = (text: string, from: number): { row: ResultRow; end: number } | undefined => {
  const row: (string | null)[] = [];
  for (let at = from; at < text.length; ) {
    let end = at;
    if (text[at] === '"') {
      const close = closingQuote(text, at);
      if (close === undefined) return undefined;
      const value = text.slice(at + 1, close);
      row.push(value.includes('"') ? value.replaceAll('""', '"') : value);
      end = close + 1;
    } else row.push(null);
    if (text[end] === '\n') return { row, end: end + 1 };
    at = end + 1;
  }
  return undefined;
};

/** A quote closes where no other follows; where the text ends behind it, the row ends in no line break either. */
const closingQuote = (text: string, opening: number): number | undefined => {
  let close = text.indexOf('"', opening + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close === -1 ? undefined : close;
};
