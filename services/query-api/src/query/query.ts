import type { Parameters, Values } from '@millrace/shared/rest/parameter';
import type { TSchema } from 'typebox';
import type { Row } from '../athena/athena-queries.ts';

/**
 * A question that the API answers: fixed SQL for Trino and DuckDB whose first parameter is the tenant (and whose second is
 * the device, on the routes of a device), what may be asked, and what a row becomes.
 */
export type Query<P extends Parameters> = {
  description: string;
  parameters: P;
  /** Throws the `Problem` that the values make together. */
  check?(values: Values<P>): void;
  sql: string;
  /** The SQL's parameters after tenant and device, as literals. */
  literals(values: Values<P>, now: number): string[];
  item: TSchema;
  toItem(row: Row): object;
};

/** Lets TypeScript find the types of a query's values in its parameters. */
export const defineQuery = <P extends Parameters>(query: Query<P>): Query<P> => query;
