import { AwsError } from '../../wire/aws-service.ts';
import type { Catalog } from '../glue/catalog.ts';
import type { Table } from '../glue/glue-table.ts';
import type { Select } from '../glue/read-select.ts';
import { QueryError } from './query-error.ts';

/** The tables of the catalog that a SELECT names, each once. Throws on a name that is neither a table nor a WITH's. */
export const namedTables = (catalog: Catalog, select: Select, database: string): Table[] => {
  const found = select.tables.flatMap(({ catalog: owner = 'awsdatacatalog', schema = database, name }) => {
    if (owner.toLowerCase() !== 'awsdatacatalog')
      throw new QueryError(`CATALOG_NOT_FOUND: Catalog '${owner}' does not exist`);
    const table = findTable(catalog, schema, name);
    if (table) return [table];
    if (select.expressions.has(name.toLowerCase())) return [];
    throw new QueryError(`TABLE_NOT_FOUND: Table '${owner}.${schema}.${name}' does not exist`);
  });
  return [...new Set(found)];
};

/** Undefined where the database or the table is not there. */
export const findTable = (catalog: Catalog, database: string, name: string): Table | undefined => {
  try {
    return catalog.table(database, name);
  } catch (error) {
    if (error instanceof AwsError && error.code === 'EntityNotFoundException') return undefined;
    throw error;
  }
};
