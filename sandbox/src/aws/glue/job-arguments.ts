/** What a Millrace job is told: where its SELECT is, what it reads and which table it writes. */
export type JobArguments = {
  sqlLocation: string;
  sourceFormat: string;
  sourceLocation: string;
  source: TableName;
  target: TableName;
  /** The key value of the target partitions that are exactly those of the result afterwards. */
  replacePartition?: { key: string; value: string };
  /** Every argument by its name without dashes, for the SQL's `${name}`. */
  values: Record<string, string>;
};

type TableName = { database: string; table: string };

/** Throws one error that names every argument that is missing, or a `--replace_partition` that is not `key=value`. */
export const readJobArguments = (args: Record<string, string>): JobArguments => {
  const missing = required.filter((name) => args[`--${name}`] === undefined);
  if (missing.length > 0) throw new Error(`Missing arguments: ${missing.map((name) => `--${name}`).join(', ')}`);
  const values = Object.fromEntries(Object.entries(args).map(([name, value]) => [name.replace(/^--/, ''), value]));
  const given = values as Record<(typeof required)[number], string>;
  return {
    sqlLocation: given.sql_location,
    sourceFormat: given.source_format,
    sourceLocation: given.source_location,
    source: { database: given.source_database, table: given.source_table },
    target: { database: given.target_database, table: given.target_table },
    ...(values.replace_partition !== undefined && { replacePartition: keyValue(values.replace_partition) }),
    values,
  };
};

const required = [
  ...(['sql_location', 'source_format', 'source_location', 'source_database', 'source_table'] as const),
  ...(['target_database', 'target_table'] as const),
];

const keyValue = (text: string): { key: string; value: string } => {
  const { key, value } = /^(?<key>[^=]+)=(?<value>.+)$/s.exec(text)?.groups ?? {};
  if (key === undefined || value === undefined) throw new Error(`--replace_partition must be key=value, not ${text}`);
  return { key, value };
};

/** Puts values in place of `${name}`. A value with any character that could end a SQL literal is refused, and a name without one. */
export const substitute = (sql: string, values: Record<string, string>): string =>
  sql.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new Error(`The SQL refers to \${${name}}, which is no argument of the run`);
    if (!/^[A-Za-z0-9_=:./-]*$/.test(value)) throw new Error(`Argument --${name} may not stand in SQL`);
    return value;
  });
