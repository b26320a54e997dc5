import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import { type DuckDb, openDuckDb, type Result } from '../../sql/duckdb.ts';
import { renameAggregates, speakTrino } from '../../sql/trino-dialect.ts';
import type { Catalog } from '../glue/catalog.ts';
import type { Table } from '../glue/glue-table.ts';
import { linkFiles } from '../glue/link-files.ts';
import { lockDown } from '../glue/lock-down.ts';
import type { ObjectStore } from '../glue/object-store.ts';
import { injectedKeys } from '../glue/partition-projection.ts';
import { identifier, literal } from '../glue/quote-sql.ts';
import { readSelect, type Select } from '../glue/read-select.ts';
import { tableFiles } from '../glue/table-files.ts';
import { tableFormat } from '../glue/table-format.ts';
import { tableQuery } from '../glue/table-view.ts';
import { athenaType } from './athena-type.ts';
import { literalParameters } from './execution-parameters.ts';
import { namedTables } from './named-tables.ts';
import { outputNames } from './output-names.ts';
import { QueryError } from './query-error.ts';
import type { Statement, StatementResult } from './statement.ts';

export type RunPorts = { s3: ObjectStore; catalog: Catalog; clock: Clock };

/** Four of these run at a time. A query that needs more memory fails, as on Athena; it never spills to disk. */
const settings = { memory_limit: '1GB', threads: '2', temp_directory: '' };

/**
 * Runs a SELECT over the tables of the catalog, in a database of its own that can read their files and nothing else.
 * Counts the bytes that were read: as with Athena, of Parquet only the columns and partitions that the query needs.
 */
export const runSelect =
  (ports: RunPorts) =>
  async ({ sql, parameters, database }: Statement): Promise<StatementResult> => {
    const literals = literalParameters(parameters);
    const folder = await mkdtemp(join(tmpdir(), 'millrace-athena-'));
    const db = await openDuckDb(':memory:', settings);
    try {
      const select = await readSelect(db, sql);
      const tables = namedTables(ports.catalog, select, database);
      refuseOpenInjection(select, tables);
      await db.run(`ATTACH ':memory:' AS awsdatacatalog; CREATE SCHEMA IF NOT EXISTS ${schemaOf(database)}`);
      const paths = await createViews(ports, db, tables, folder);
      await speakTrino(db, ports.clock.now());
      await db.run(
        `SET search_path = ${literal(`${schemaOf(database)},memory.main`)}; CALL enable_logging('FileSystem')`,
      );
      await lockDown(db, paths);
      const result = await execute(db, renameAggregates(sql, select.functions), literals);
      return { ...textResult(select, result), scannedBytes: await bytesRead(db) };
    } finally {
      db.close();
      await rm(folder, { recursive: true, force: true });
    }
  };

const schemaOf = (database: string): string => `awsdatacatalog.${identifier(database.toLowerCase())}`;

/** A projection of type `injected` has no values of its own: Athena, too, wants them fixed by the query. */
const refuseOpenInjection = (select: Select, tables: Table[]): void => {
  const open = tables.flatMap(injectedKeys).find((key) => !select.fixedColumns.has(key.toLowerCase()));
  if (open !== undefined)
    throw new QueryError(
      `CONSTRAINT_VIOLATION: For the injected projected partition column ${open}, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.`,
    );
};

const createViews = async (ports: RunPorts, db: DuckDb, tables: Table[], folder: string): Promise<string[]> => {
  const real: string[] = [];
  for (const [index, table] of tables.entries()) {
    const files = await tableFiles(ports)(table);
    const links = await linkFiles(join(folder, String(index)), files);
    const schema = schemaOf(table.DatabaseName);
    await db.run(`CREATE SCHEMA IF NOT EXISTS ${schema};
      CREATE VIEW ${schema}.${identifier(table.Name)} AS ${tableQuery(table, tableFormat(table), links)}`);
    real.push(...files.map(({ path }) => path));
  }
  return real;
};

/** The text is one SELECT and each parameter one literal, so neither can break out of its statement. */
const execute = async (db: DuckDb, sql: string, literals: string[]): Promise<Result> => {
  await db.run(`PREPARE statement AS ${sql}`);
  return db.all(`EXECUTE statement${literals.length > 0 ? `(${literals.join(', ')})` : ''}`);
};

const textResult = (select: Select, { columns, rows }: Result): Pick<StatementResult, 'columns' | 'rows'> => {
  const types = columns.map(({ type }) => athenaType(type));
  const names = outputNames(
    select.items,
    columns.map(({ name }) => name),
  );
  return {
    columns: types.map(({ name: type, precision, scale }, index) => ({
      name: names[index] ?? '',
      type,
      precision,
      scale,
    })),
    rows: rows.map((row) => row.map((value, index) => (value === null ? undefined : types[index]?.text(value)))),
  };
};

const bytesRead = async (db: DuckDb): Promise<number> => {
  const { rows } = await db.all(
    "SELECT coalesce(sum(bytes), 0)::DOUBLE FROM duckdb_logs_parsed('FileSystem') WHERE op = 'READ'",
  );
  return Number(rows[0]?.[0]);
};
