import type { TSchema } from 'typebox';
import type { Row } from '../athena/athena-queries.ts';

/** How the text of a parameter becomes a value; `parse` answers undefined for text that is none. */
export type Kind<T> = { parse: (text: string) => T | undefined; expects: string; schema: TSchema };

/** `fallback` gives the value of a parameter that is left out, at `now` in epoch ms; without it the parameter is required. */
export type Parameter<T> = { kind: Kind<T>; description: string; fallback?: (now: number) => T; default?: string };

// biome-ignore lint/suspicious/noExplicitAny: each parameter has its own type of value, which `Values` gives back
export type Parameters = Record<string, Parameter<any>>;
export type Values<P extends Parameters> = { [Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never };

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
