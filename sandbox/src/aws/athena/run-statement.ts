import { answerFromCatalog } from './metadata-statement.ts';
import { QueryError } from './query-error.ts';
import { type RunPorts, runSelect } from './run-select.ts';
import type { Statement, StatementResult } from './statement.ts';

export type StatementType = 'DML' | 'UTILITY' | 'DDL';

/** DML is what a SELECT may begin with; of all others only SHOW and DESCRIBE can be run. */
export const statementType = (sql: string): StatementType => {
  const keyword = firstWord(sql).toLowerCase();
  if (['select', 'with', 'values', ''].includes(keyword)) return 'DML';
  return ['show', 'describe', 'desc'].includes(keyword) ? 'UTILITY' : 'DDL';
};

/** Runs one statement. Rejects with what the query's state says then, or with an error of DuckDB or the catalog. */
export const runStatement =
  (ports: RunPorts) =>
  async (statement: Statement): Promise<StatementResult> => {
    const type = statementType(statement.sql);
    if (type === 'DML') return runSelect(ports)(statement);
    const answer = type === 'UTILITY' ? answerFromCatalog(ports.catalog, statement) : undefined;
    if (answer) return answer;
    const said = firstWord(statement.sql).toUpperCase();
    throw new QueryError(
      `NOT_SUPPORTED: The sandbox runs SELECT, and SHOW and DESCRIBE without patterns, not this ${said}`,
    );
  };

/** The first keyword after comments and opening brackets; '' where there is none. */
const firstWord = (sql: string): string => /^(?:\s|--.*(?:\n|$)|\/\*.*?\*\/|\()*([a-z]*)/is.exec(sql)?.[1] ?? '';
