import { isDeepStrictEqual } from 'node:util';
import type { DuckDb } from '../../sql/duckdb.ts';
import { AwsError } from '../../wire/aws-service.ts';
import { type DatabaseEntry, readCatalog, writeDatabase, writeProperties, writeTable } from './catalog.ts';
import { type Retention, readRetention, type TableProperties } from './table-properties.ts';
import { createTableRows, type StoredBefore } from './table-rows.ts';

export type Table = {
  properties: TableProperties;
  retention: Retention;
  createdAt: number;
  rows: ReturnType<typeof createTableRows>;
};

export type Databases = Awaited<ReturnType<typeof loadDatabases>>;

/** The databases and tables that there are, in memory and in the store. Times are epoch ms. */
export const loadDatabases = async (db: DuckDb) => {
  const databases = new Map<string, DatabaseEntry>();
  const tables = new Map<string, Table>();
  const keyOf = (database: string, table: string) => `${database}\0${table}`;

  const add = (properties: TableProperties, createdAt: number, before: StoredBefore): Table => {
    const name = { database: properties.DatabaseName, table: properties.TableName };
    const rows = createTableRows(db, name, before);
    const table = { properties, retention: readRetention(properties), createdAt, rows };
    tables.set(keyOf(name.database, name.table), table);
    return table;
  };

  const kept = await readCatalog(db);
  for (const entry of kept.databases) databases.set(entry.name, entry);
  for (const { properties, createdAt, before } of kept.tables) add(properties, createdAt, before);

  const database = (name: string): DatabaseEntry => {
    const entry = databases.get(name);
    if (!entry) throw new AwsError('ResourceNotFoundException', `The database ${name} does not exist.`, 404);
    return entry;
  };

  return {
    database,
    allDatabases: () => [...databases.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),

    table(databaseName: string, tableName: string): Table {
      database(databaseName);
      const table = tables.get(keyOf(databaseName, tableName));
      if (!table) throw new AwsError('ResourceNotFoundException', `The table ${tableName} does not exist.`, 404);
      return table;
    },

    allTables: (databaseName?: string): Table[] =>
      [...tables.values()]
        .filter(({ properties }) => databaseName === undefined || properties.DatabaseName === databaseName)
        .sort((a, b) => (a.properties.TableName < b.properties.TableName ? -1 : 1)),

    hasDatabase: (name: string): boolean => databases.has(name),
    hasTable: (databaseName: string, tableName: string): boolean => tables.has(keyOf(databaseName, tableName)),

    async addDatabase(name: string, createdAt: number): Promise<DatabaseEntry> {
      checkName('DatabaseName', name);
      const entry = { name, createdAt };
      await writeDatabase(db, entry);
      databases.set(name, entry);
      return entry;
    },

    async addTable(properties: TableProperties, createdAt: number): Promise<Table> {
      database(properties.DatabaseName);
      checkName('TableName', properties.TableName);
      readRetention(properties);
      await writeTable(db, { properties, createdAt });
      return add(properties, createdAt, { columns: [], rows: 0, newest: -1n });
    },

    /** Brings a table to other properties; its rows stay. */
    async changeTable(table: Table, properties: TableProperties): Promise<void> {
      if (isDeepStrictEqual(table.properties, properties)) return;
      const retention = readRetention(properties);
      await writeProperties(db, properties);
      table.properties = properties;
      table.retention = retention;
    },
  };
};

const checkName = (what: string, name: string): void => {
  if (!/^[a-zA-Z0-9_.-]{3,256}$/.test(name))
    throw new AwsError('ValidationException', `${what} ${name} has to be 3 to 256 of a-z, A-Z, 0-9, _ . -`);
};
