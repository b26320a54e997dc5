import {
  type DuckDBAppender,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBResultReader,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
  type DuckDBValueConverter,
  type Json,
  JsonDuckDBValueConverter,
  StatementType,
} from '@duckdb/node-api';

export type Result = { columns: { name: string; type: string }[]; rows: Json[][] };

export type DuckDb = {
  /** Runs one or more statements for their effect. Rejects with DuckDB's own message. */
  run(sql: string, params?: DuckDBValue[]): Promise<void>;
  /**
   * Runs a query and returns every row, all of it in memory. Values are JSON and lose nothing: BIGINT, wider integers
   * and DECIMAL are strings, NaN and infinities are the strings `NaN`, `Infinity`, `-Infinity`; dates and timestamps
   * are DuckDB's text (`2026-01-01 00:00:00.123456789`, with `+00` after it where the type has a zone). `type` is
   * DuckDB's name.
   */
  all(sql: string, params?: DuckDBValue[]): Promise<Result>;
  /** `all` for one statement that only reads. Anything else rejects before it runs. */
  select(sql: string, params?: DuckDBValue[]): Promise<Result>;
  /**
   * Adds rows in the table's column order, faster than INSERT by far. Rejects when a row does not fit;
   * no row is added then, unless more than 200,000 came together.
   */
  append(schema: string, table: string, rows: DuckDBValue[][]): Promise<void>;
  /** Frees the database; its file, if it has one, is checkpointed and unlocked. */
  close(): void;
};

/**
 * Opens a database file, or one in memory. Statements share one connection and run one after the other. `options` are
 * DuckDB's settings; nothing is ever loaded from the network, and the session's time zone is UTC.
 */
export const openDuckDb = async (path = ':memory:', options: Record<string, string> = {}): Promise<DuckDb> => {
  const instance = await DuckDBInstance.create(path, { autoinstall_known_extensions: 'false', ...options });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");

  return {
    async run(sql, params) {
      await connection.run(sql, params);
    },

    all: async (sql, params) => resultOf(await connection.runAndReadAll(sql, params)),

    async select(sql, params = []) {
      const prepared = await connection.prepare(sql);
      if (prepared.statementType !== StatementType.SELECT) throw new Error('Only SELECT is supported here.');
      prepared.bind(params);
      return resultOf(await prepared.runAndReadAll());
    },

    async append(schema, table, rows) {
      const appender = await connection.createAppender(table, schema);
      appendChunks(appender, rows);
      appender.closeSync();
    },

    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
};

const resultOf = (reader: DuckDBResultReader): Result => {
  const types = reader.columnTypes();
  const columns = reader.columnNames().map((name, index) => ({ name, type: String(types[index]) }));
  return { columns, rows: reader.convertRows(toJson) };
};

/** DuckDB prints a zoned timestamp in the zone of the Node process; the sandbox prints UTC wherever it runs. */
const toJson: DuckDBValueConverter<Json> = (value, type, converter) =>
  value instanceof DuckDBTimestampTZValue
    ? `${new DuckDBTimestampValue(value.micros)}+00`
    : JsonDuckDBValueConverter(value, type, converter);

/** Rows of one chunk: DuckDB's vector size. */
const chunkRows = 2048;

const appendChunks = (appender: DuckDBAppender, rows: DuckDBValue[][]): void => {
  const types = Array.from({ length: appender.columnCount }, (_, index) => appender.columnType(index));
  for (let start = 0; start < rows.length; start += chunkRows) {
    const chunk = DuckDBDataChunk.create(types);
    chunk.setRows(rows.slice(start, start + chunkRows));
    appender.appendDataChunk(chunk);
  }
};
