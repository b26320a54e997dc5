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
      ...{ kind: 'csv', null: '', skippedLines },
      delimiter: parameters.separatorChar ?? ',',
      quote: parameters.quoteChar ?? '"',
      escape: parameters.escapeChar ?? '"',
    };
  if (/LazySimpleSerDe/i.test(library))
    return {
      ...{ kind: 'csv', quote: '', escape: '', skippedLines },
      delimiter: parameters['field.delim'] ?? '\u0001',
      null: parameters['serialization.null.format'] ?? '\\N',
    };
  throw new Error(`Table ${table.Name} has a serializer that the sandbox does not read: ${library || 'none'}`);
};

/**
 * The formats of a job's `--source_format`, none with a header. In csv (RFC 4180) a field that is empty and unquoted is
 * null; in tsv (IANA text/tab-separated-values) nothing is quoted and an empty field is null.
 */
export const sourceFormat = (name: string | undefined, source: TableInput): TableFormat => {
  if (name === 'json')
    return { kind: 'json', jsonKeys: mappedKeys(source.StorageDescriptor?.SerdeInfo?.Parameters ?? {}) };
  if (name === 'csv') return { kind: 'csv', delimiter: ',', quote: '"', escape: '"', null: '', skippedLines: 0 };
  if (name === 'tsv') return { kind: 'csv', delimiter: '\t', quote: '', escape: '', null: '', skippedLines: 0 };
  throw new Error(`--source_format must be json, csv or tsv, not ${name}`);
};

const mappedKeys = (parameters: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, key]) =>
      name.startsWith('mapping.') ? [[name.slice('mapping.'.length), key]] : [],
    ),
  );
