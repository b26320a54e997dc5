import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDb } from '../../sql/duckdb.ts';
import { type Column, columnsOf, partitionKeysOf, type TableInput } from './glue-table.ts';
import { duckdbType } from './hive-type.ts';
import { identifier, literal } from './quote-sql.ts';
import { nullPartition } from './table-view.ts';

export type WrittenPartition = { values: string[]; files: string[] };

/**
 * Runs a SELECT for a table: checks that it gives the table's columns and partition keys, no others, keeps the rows in
 * the types declared as table `result`, and writes them as Parquet below `folder`, a file for each partition.
 */
export const writePartitions = async (
  db: DuckDb,
  table: TableInput,
  select: string,
  folder: string,
): Promise<WrittenPartition[]> => {
  const { columns: given } = await db.all(`SELECT * FROM (${select}\n) LIMIT 0`);
  const columns = columnsOf(table);
  const keys = partitionKeysOf(table);
  if (keys.length === 0) throw new Error(`Table ${table.Name} has no partition keys`);
  refuseOtherColumns(
    [...columns, ...keys],
    given.map(({ name }) => name),
  );

  const cast = ({ Name, Type }: Column): string => `CAST(${identifier(Name)} AS ${duckdbType(Type ?? 'string')})`;
  const keyText = (key: Column): string =>
    `coalesce(nullif(CAST(${cast(key)} AS VARCHAR), ''), ${literal(nullPartition)})`;
  await db.run(`
    CREATE TABLE result AS
      SELECT ${columns.map((column) => `${cast(column)} AS ${identifier(column.Name)}`).join(', ')},
        [${keys.map(keyText).join(', ')}] AS ${valuesColumn}
      FROM (${select}\n);
    CREATE TABLE result_partition AS
      SELECT ${valuesColumn}, row_number() OVER (ORDER BY ${valuesColumn}) AS ${numberColumn}
      FROM (SELECT DISTINCT ${valuesColumn} FROM result)`);
  await mkdir(folder);
  await db.run(`
    COPY (SELECT * EXCLUDE (${valuesColumn}) FROM result JOIN result_partition USING (${valuesColumn}))
    TO ${literal(folder)} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (${numberColumn}), OVERWRITE_OR_IGNORE)`);

  const { rows } = await db.all(`SELECT ${numberColumn}, ${valuesColumn} FROM result_partition ORDER BY 1`);
  return Promise.all(
    rows.map(async ([number, values]) => {
      const directory = join(folder, `${numberColumn}=${number}`);
      const files = (await readdir(directory)).sort().map((name) => join(directory, name));
      return { values: values as string[], files };
    }),
  );
};

// Names that no table has for its own columns.
const valuesColumn = '_millrace_partition_values';
const numberColumn = '_millrace_partition_number';

const refuseOtherColumns = (declared: Column[], given: string[]): void => {
  const wanted = declared.map(({ Name }) => Name.toLowerCase());
  const found = given.map((name) => name.toLowerCase());
  const missing = wanted.filter((name) => !found.includes(name));
  const extra = found.filter((name) => !wanted.includes(name));
  if (missing.length > 0) throw new Error(`The SELECT does not give the target's ${missing.join(', ')}`);
  if (extra.length > 0) throw new Error(`The SELECT gives ${extra.join(', ')}, which the target does not have`);
};
