import type { TableInput } from './glue-table.ts';

/** How the files of a table are written. `quote` is '' where nothing is quoted; `jsonKeys` holds keys that differ from their column. */
export type TableFormat =
  | { kind: 'parquet' }
  | { kind: 'json'; jsonKeys: Record<string, string> }
  | { kind: 'csv'; delimiter: string; quote: string; escape: string; null: string; skippedLines: number };

/**
 * The format that a table's serializer says. JSON keys are those of the columns, as declared, unless a `mapping.<column>`
 * parameter gives another. Throws on a serializer that the sandbox does not read.
 */
export const tableFormat = (table: TableInput): TableFormat => {
  const { SerializationLibrary: library = '', Parameters: parameters = {} } = table.StorageDescriptor?.SerdeInfo ?? {};
  if (/parquet/i.test(library)) return { kind: 'parquet' };
  if (/json/i.test(library)) return { kind: 'json', jsonKeys: mappedKeys(parameters) };
  const skippedLines = Number(table.Parameters?.['skip.header.line.count'] ?? 0);
  if (/OpenCSVSerde/i.test(library))
    return {
      kind: 'csv',
      delimiter: parameters.separatorChar ?? ',',
      quote: parameters.quoteChar ?? '"',
      escape: parameters.escapeChar ?? '"',
      null: '',
      skippedLines,
    };
  if (/LazySimpleSerDe/i.test(library))
    return {
      kind: 'csv',
      delimiter: parameters['field.delim'] ?? '\u0001',
      quote: '',
      escape: '',
      null: parameters['serialization.null.format'] ?? '\\N',
      skippedLines,
    };
  throw new Error(`Table ${table.Name} has a serializer that the sandbox does not read: ${library || 'none'}`);
};

/**
 * The formats of a job's `--source_format`, none with a header: csv is RFC 4180, tsv the same with a tab for the comma. A
 * field that is empty and unquoted is null.
 */
export const sourceFormat = (name: string, source: TableInput): TableFormat => {
  if (name === 'json')
    return { kind: 'json', jsonKeys: mappedKeys(source.StorageDescriptor?.SerdeInfo?.Parameters ?? {}) };
  const delimiter = { csv: ',', tsv: '\t' }[name];
  if (delimiter === undefined) throw new Error(`--source_format must be json, csv or tsv, not ${name}`);
  return { kind: 'csv', delimiter, quote: '"', escape: '"', null: '', skippedLines: 0 };
};

const mappedKeys = (parameters: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, key]) =>
      name.startsWith('mapping.') ? [[name.slice('mapping.'.length), key]] : [],
    ),
  );
