import { type DuckDb, openDuckDb } from '../../sql/duckdb.ts';
import type { Column } from './columns.ts';
import { queryFunctions } from './query-functions.ts';
import { literal, quoted } from './sql-text.ts';
import type { TableProperties } from './table-properties.ts';
import type { StoredBefore } from './table-rows.ts';
import { createRows, rowSchema, rowsOf, type TableName } from './table-sql.ts';

/** `createdAt` in epoch ms. */
export type DatabaseEntry = { name: string; createdAt: number };
export type TableEntry = { properties: TableProperties; createdAt: number; before: StoredBefore };

/**
 * Opens the store. A Timestream database is a schema, so that `"db"."table"` is what it is there. They are in a catalog
 * whose name no database can have, and queries reach no file beside it.
 */
export const openStore = async (path = ':memory:'): Promise<DuckDb> => {
  const db = await openDuckDb();
  await db.run(`
    ATTACH ${literal(path)} AS "store$";
    USE "store$";
    SET enable_external_access = false;
    -- 7 / 2 is 3, as in Trino.
    SET integer_division = true;
    CREATE TABLE IF NOT EXISTS "databases$" (name VARCHAR PRIMARY KEY, created_at BIGINT);
    CREATE TABLE IF NOT EXISTS "tables$" (
      database_name VARCHAR, table_name VARCHAR, properties VARCHAR, created_at BIGINT,
      PRIMARY KEY (database_name, table_name)
    );
    CREATE TABLE IF NOT EXISTS "columns$" (
      database_name VARCHAR, table_name VARCHAR, position INTEGER, name VARCHAR, kind VARCHAR, type VARCHAR
    );
    ${queryFunctions}`);
  return db;
};

export const readCatalog = async (db: DuckDb): Promise<{ databases: DatabaseEntry[]; tables: TableEntry[] }> => {
  const databases = await db.all('SELECT name, created_at FROM "databases$"');
  const tables = await db.all('SELECT properties, created_at FROM "tables$"');
  return {
    databases: databases.rows.map(([name, createdAt]) => ({ name: String(name), createdAt: Number(createdAt) })),
    tables: await Promise.all(
      tables.rows.map(async ([json, createdAt]) => {
        const properties: TableProperties = JSON.parse(String(json));
        const name = { database: properties.DatabaseName, table: properties.TableName };
        return { properties, createdAt: Number(createdAt), before: await readBefore(db, name) };
      }),
    ),
  };
};

const readBefore = async (db: DuckDb, name: TableName): Promise<StoredBefore> => {
  const columns = await db.all(
    'SELECT name, kind, type FROM "columns$" WHERE database_name = ? AND table_name = ? ORDER BY position',
    [name.database, name.table],
  );
  const { rows } = await db.all(`SELECT count(*), coalesce(epoch_ns(max("time")), -1) FROM ${rowsOf(name)}`);
  const [count, newest] = rows[0] ?? [];
  return {
    columns: columns.rows.map((column) => ({ name: column[0], kind: column[1], type: column[2] }) as Column),
    rows: Number(count),
    newest: BigInt(String(newest)),
  };
};

export const writeDatabase = (db: DuckDb, { name, createdAt }: DatabaseEntry): Promise<void> =>
  db.run(`
    BEGIN;
    CREATE SCHEMA IF NOT EXISTS ${quoted(name)};
    CREATE SCHEMA ${quoted(rowSchema(name))};
    INSERT INTO "databases$" VALUES (${literal(name)}, ${createdAt});
    COMMIT`);

export const writeTable = (db: DuckDb, { properties, createdAt }: Omit<TableEntry, 'before'>): Promise<void> => {
  const name = { database: properties.DatabaseName, table: properties.TableName };
  return db.run(`
    BEGIN;
    ${createRows(name)}
    INSERT INTO "tables$" VALUES (${[name.database, name.table, JSON.stringify(properties)].map(literal)}, ${createdAt});
    COMMIT`);
};

export const writeProperties = (db: DuckDb, properties: TableProperties): Promise<void> =>
  db.run('UPDATE "tables$" SET properties = ? WHERE database_name = ? AND table_name = ?', [
    JSON.stringify(properties),
    properties.DatabaseName,
    properties.TableName,
  ]);
