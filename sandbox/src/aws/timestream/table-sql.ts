import type { Column } from './columns.ts';
import { type Identified, keyOf } from './identify.ts';
import type { MeasureType } from './measure-value.ts';
import { literal, quoted } from './sql-text.ts';

export type TableName = { database: string; table: string };

/** The schema of the rows themselves; queries see a view in the schema named after the database. */
export const rowSchema = (database: string): string => `${database}$rows`;
export const rowsOf = ({ database, table }: TableName): string => quoted(rowSchema(database), table);

/** The columns that come before those that records bring. A record cannot name one `sandbox:…`. */
export const ownColumns = 4;

export const createRows = (name: TableName): string => `
  CREATE TABLE ${rowsOf(name)} (
    "sandbox:key" BIGINT, "sandbox:version" BIGINT, "time" TIMESTAMP_NS, "measure_name" VARCHAR
  );
  ${createView(name, [])}`;

/** Adds the last of `columns`, from `from` on. */
export const addColumns = (name: TableName, columns: Column[], from: number): string => {
  const added = columns.slice(from);
  const alter = added.map(
    (column) => `ALTER TABLE ${rowsOf(name)} ADD COLUMN ${quoted(column.name)} ${typeOf(column.type)};`,
  );
  const entries = added.map(({ name: column, kind, type }, index) => {
    const [database, table, ...described] = [name.database, name.table, column, kind, type].map(literal);
    return `(${database}, ${table}, ${from + index}, ${described})`;
  });
  return `${alter.join('')} INSERT INTO "columns$" VALUES ${entries.join()}; ${createView(name, columns)}`;
};

/** Shows the columns in Timestream's order, without the sandbox's own. */
const createView = ({ database, table }: TableName, columns: Column[]): string => {
  const names = (kind: Column['kind']) =>
    columns.filter((column) => column.kind === kind).map((column) => quoted(column.name));
  const shown = [...names('dimension'), '"measure_name"', '"time"', ...names('measure')];
  const select = `SELECT ${shown.join()} FROM ${rowsOf({ database, table })}`;
  return `CREATE OR REPLACE VIEW ${quoted(database, table)} AS ${select};`;
};

const typeOf = (type: MeasureType): string => (type === 'TIMESTAMP' ? 'TIMESTAMP_NS' : type);

/** A condition for rows by key, with their times, by which DuckDB skips whole groups of rows. */
export const areAmong = (rows: Identified[]): string => {
  const times = rows.map(({ point }) => point.time).sort((a, b) => (a < b ? -1 : 1));
  const keys = rows.map(({ digest }) => keyOf(digest));
  const between = `BETWEEN make_timestamp_ns(${times[0]}) AND make_timestamp_ns(${times.at(-1)})`;
  return `"time" ${between} AND "sandbox:key" IN (${keys.join()})`;
};
