import type { Catalog } from '../glue/catalog.ts';
import { type Column, columnsOf, partitionKeysOf, type Table } from '../glue/glue-table.ts';
import type { Statement, StatementResult } from './statement.ts';

/**
 * Answers SHOW DATABASES, SHOW TABLES, SHOW COLUMNS, SHOW PARTITIONS and DESCRIBE from the catalog, without patterns. Each row
 * is one text, as Athena gives it. Undefined for any other statement.
 */
export const answerFromCatalog = (catalog: Catalog, { sql, database }: Statement): StatementResult | undefined => {
  const text = sql.trim().replace(/;$/, '').trimEnd();
  for (const { pattern, column, rows } of answers) {
    const match = pattern.exec(text);
    if (match) return textRows(column, rows(catalog, match.groups?.database ?? database, match.groups?.table ?? ''));
  }
  return undefined;
};

const textRows = (columns: string, rows: string[]): StatementResult => ({
  columns: columns.split('\t').map((name) => ({ name, type: 'string', precision: 0, scale: 0 })),
  rows: rows.map((row) => [row]),
  scannedBytes: 0,
});

type Answer = {
  pattern: RegExp;
  column: string;
  rows: (catalog: Catalog, database: string, table: string) => string[];
};

const table = '(?:[`"]?(?<database>[\\w-]+)[`"]?\\.)?[`"]?(?<table>[\\w-]+)[`"]?';
const inDatabase = '(?:\\s+(?:in|from)\\s+[`"]?(?<database>[\\w-]+)[`"]?)?';

const answers: Answer[] = [
  {
    pattern: /^show\s+(?:databases|schemas)$/i,
    column: 'database_name',
    rows: (catalog) =>
      catalog
        .databases()
        .map(({ Name }) => Name)
        .sort(),
  },
  {
    pattern: new RegExp(`^show\\s+tables${inDatabase}$`, 'i'),
    column: 'tab_name',
    rows: (catalog, database) =>
      catalog
        .tables(database)
        .map(({ Name }) => Name)
        .sort(),
  },
  {
    pattern: new RegExp(`^show\\s+columns\\s+(?:in|from)\\s+${table}$`, 'i'),
    column: 'field',
    rows: (catalog, database, name) => allColumns(catalog.table(database, name)).map(({ Name }) => Name),
  },
  {
    pattern: new RegExp(`^show\\s+partitions\\s+${table}$`, 'i'),
    column: 'partition',
    rows(catalog, database, name) {
      const keys = partitionKeysOf(catalog.table(database, name));
      const partitions = catalog.partitions(database, name);
      return partitions.map(({ Values }) => keys.map(({ Name }, index) => `${Name}=${Values[index]}`).join('/'));
    },
  },
  {
    pattern: new RegExp(`^desc(?:ribe)?\\s+${table}$`, 'i'),
    column: 'col_name\tdata_type\tcomment',
    rows(catalog, database, name) {
      const found = catalog.table(database, name);
      const keys = partitionKeysOf(found);
      const heading = [
        '',
        '# Partition Information',
        describe({ Name: '# col_name', Type: 'data_type', Comment: 'comment' }),
        '',
      ];
      return [...allColumns(found).map(describe), ...(keys.length > 0 ? [...heading, ...keys.map(describe)] : [])];
    },
  },
];

const allColumns = (found: Table): Column[] => [...columnsOf(found), ...partitionKeysOf(found)];

/** Hive pads each column to 20. */
const describe = ({ Name, Type = 'string', Comment = '' }: Column): string =>
  [Name, Type, Comment].map((each) => each.padEnd(20)).join('\t');
