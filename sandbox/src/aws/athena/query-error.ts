/** Why a query failed. `type` is of the Athena error catalog: 0 resources, 200 engine, 401 result location, 1000 user, 1001 data. */
export class QueryError extends Error {
  readonly type: number;

  constructor(message: string, type = 1000) {
    super(message);
    this.type = type;
  }
}

/** What DuckDB or a table's files had to say, in Athena's terms. */
export const asQueryError = (error: unknown): QueryError => {
  if (error instanceof QueryError) return error;
  const [message = ''] = (error as Error).message.split('\n');
  if ('errno' in (error as object)) return new QueryError(`GENERIC_INTERNAL_ERROR: ${message}`, 200);
  const [kind] = /^\w+(?: \w+)*(?= Error: )/.exec(message) ?? [];
  if (kind === undefined || ['Parser', 'Binder', 'Catalog'].includes(kind))
    return new QueryError(`SYNTAX_ERROR: ${message}`);
  if (kind === 'Out of Memory') return new QueryError('Query exhausted resources at this scale factor', 0);
  if (['Conversion', 'Invalid Input', 'Out of Range', 'IO'].includes(kind))
    return new QueryError(`HIVE_BAD_DATA: ${message}`, 1001);
  return new QueryError(`GENERIC_INTERNAL_ERROR: ${message}`, 200);
};

export const describeError = ({ message, type }: { message: string; type: number }): object => ({
  ErrorCategory: type >= 1000 ? 2 : 1,
  ErrorType: type,
  Retryable: type < 1000,
  ErrorMessage: message,
});
