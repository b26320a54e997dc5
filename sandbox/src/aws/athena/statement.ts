import type { Field } from './result-csv.ts';

export type Statement = {
  sql: string;
  parameters: string[];
  /** Where a table without a database is looked for. */
  database: string;
};

export type ResultColumn = { name: string; type: string; precision: number; scale: number };

export type StatementResult = { columns: ResultColumn[]; rows: Field[][]; scannedBytes: number };
