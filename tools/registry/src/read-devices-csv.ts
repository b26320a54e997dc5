import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import {
  type DeviceRow,
  columns as knownColumns,
  labelPrefix,
  type Problem,
  requiredColumns,
  toDeviceRow,
} from './device-row.ts';

type Row = { ok: DeviceRow } | { problems: Problem[] };

/**
 * The rows of a device CSV, as they are read, each or what is wrong with it. A file whose header or quotes are wrong ends
 * with that problem, for nothing behind it can be told apart.
 */
export async function* readDevicesCsv(csv: Readable): AsyncGenerator<Row> {
  const records = csv.pipe(
    parse({
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    }),
  );
  // A pipe does not hand on its source's failure.
  csv.on('error', (error) => records.destroy(error));
  let header: string[] | undefined;
  try {
    for await (const { record: cells, info } of records as AsyncIterable<Line>) {
      const line = info.lines;
      if (!header) {
        header = cells;
        const problems = headerProblems(line, header);
        if (problems.length > 0) return yield { problems };
      } else if (cells.length !== header.length)
        yield { problems: [{ line, detail: `has ${cells.length} cells, the header ${header.length}` }] };
      else yield toDeviceRow(line, new Map(header.map((column, index) => [column, cells[index] ?? ''])));
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return yield { problems: [{ line: Number(error.lines), detail: error.code.toLowerCase().replaceAll('_', ' ') }] };
  } finally {
    csv.destroy();
  }
  if (!header) yield { problems: headerProblems(1, []) };
}

type Line = { record: string[]; info: { lines: number } };

const headerProblems = (line: number, header: readonly string[]): Problem[] => {
  const known = new Set<string>(knownColumns);
  return [
    ...requiredColumns
      .filter((column) => !header.includes(column))
      .map((column) => ({ line, column, detail: 'is not in the header' })),
    ...header
      .filter((column) => !known.has(column) && !column.startsWith(labelPrefix))
      .map((column) => ({ line, column, detail: `is none of ${knownColumns.join(', ')} and ${labelPrefix}<name>` })),
    ...header
      .filter((column, index) => header.indexOf(column) < index)
      .map((column) => ({ line, column, detail: 'stands twice in the header' })),
  ];
};
