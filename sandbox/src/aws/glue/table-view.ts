import { type Column, columnsOf, partitionKeysOf, type TableInput } from './glue-table.ts';
import { duckdbType } from './hive-type.ts';
import { identifier, literal } from './quote-sql.ts';
import type { TableFormat } from './table-format.ts';

/** Hive's name for a partition whose value is null. */
export const nullPartition = '__HIVE_DEFAULT_PARTITION__';

/** The path segment that carries the value of a partition key to `tableQuery`. */
export const partitionSegment = (key: number, value: string): string =>
  // encodeURIComponent leaves `*`, which is a wildcard in a path that DuckDB reads.
  `partition-${key}=${encodeURIComponent(value).replaceAll('*', '%2A')}`;

/**
 * A query that reads the columns of a table, then its partition keys, from `files`, whose paths hold their partition's
 * values as `partitionSegment`s. The schema is the declared one: no file is opened to learn it, a column that a Parquet
 * file lacks is null, and files of partitions that a WHERE excludes are never opened.
 */
export const tableQuery = (table: TableInput, format: TableFormat, files: string[]): string => {
  const columns = columnsOf(table);
  const keys = partitionKeysOf(table);
  if (files.length === 0) {
    const nulls = [...columns, ...keys].map(
      (column) => `CAST(NULL AS ${typeOf(column)}) AS ${identifier(column.Name)}`,
    );
    return `SELECT ${nulls.join(', ')} WHERE false`;
  }
  const selected = [...columns.map((column) => columnFrom(column, format)), ...keys.map(keyFromPath)];
  return `SELECT ${selected.join(', ')} FROM ${reader(columns, format, files)}`;
};

/** DuckDB prunes files by expressions over the column `filename`, and only by that name. */
const keyFromPath = (key: Column, index: number): string => {
  const segment = `url_decode(regexp_extract(filename, '/partition-${index}=([^/]*)/', 1))`;
  return `CAST(nullif(${segment}, '${nullPartition}') AS ${typeOf(key)}) AS ${identifier(key.Name)}`;
};

/**
 * DuckDB drops the offset of a text that is read as TIMESTAMP, Spark applies it: `01:00+02:00` is 23:00. So such text is
 * read with zone and made UTC.
 */
const columnFrom = (column: Column, format: TableFormat): string => {
  const name = identifier(format.kind === 'json' ? jsonKey(column, format) : column.Name);
  const isText = format.kind !== 'parquet' && typeOf(column) === 'TIMESTAMP';
  return `${isText ? `CAST(${name} AS TIMESTAMP)` : name} AS ${identifier(column.Name)}`;
};

const reader = (columns: Column[], format: TableFormat, files: string[]): string => {
  const paths = `[${files.map(literal).join(', ')}], filename = true, hive_partitioning = false`;
  if (format.kind === 'parquet') {
    const schema = columns.map(
      (column) =>
        `${literal(column.Name)}: {name: ${literal(column.Name)}, type: ${literal(typeOf(column))}, default_value: NULL}`,
    );
    return `read_parquet(${paths}, schema = MAP {${schema.join(', ')}})`;
  }
  const textType = (column: Column): string => (typeOf(column) === 'TIMESTAMP' ? 'TIMESTAMPTZ' : typeOf(column));
  const named = (name: (column: Column) => string): string =>
    `columns = {${columns.map((column) => `${literal(name(column))}: ${literal(textType(column))}`).join(', ')}}`;
  if (format.kind === 'json')
    return `read_json(${paths}, ${named((column) => jsonKey(column, format))}, format = 'newline_delimited')`;
  const options = [
    'auto_detect = false',
    'header = false',
    `skip = ${format.skippedLines}`,
    `delim = ${literal(format.delimiter)}`,
    `quote = ${literal(format.quote)}`,
    `escape = ${literal(format.escape)}`,
    `nullstr = ${literal(format.null)}`,
    'allow_quoted_nulls = false',
    // Found out by DuckDB it could be one that stands inside quotes. Lines that end in CRLF are refused.
    `new_line = '\\n'`,
  ];
  return `read_csv(${paths}, ${named(({ Name }) => Name)}, ${options.join(', ')})`;
};

const jsonKey = ({ Name }: Column, { jsonKeys }: { jsonKeys: Record<string, string> }): string =>
  Object.hasOwn(jsonKeys, Name) ? (jsonKeys[Name] as string) : Name;

const typeOf = ({ Type }: Column): string => duckdbType(Type ?? 'string');
