import type { Json } from '@duckdb/node-api';

/** A type of a result column: what ColumnInfo says of it, and how its values are written. */
export type AthenaType = { name: string; precision: number; scale: number; text: (value: Json) => string };

/** Reads the name that DuckDB has for a type: `DECIMAL(9,3)`, `MAP(VARCHAR, INTEGER[])`, `STRUCT("a" DATE)`. */
export const athenaType = (duckdb: string): AthenaType => {
  const list = /^(?<element>.*)\[\d*\]$/s.exec(duckdb)?.groups?.element;
  if (list !== undefined) return arrayOf(athenaType(list));
  const { base = duckdb, inner } = /^(?<base>[^(]+)(?:\((?<inner>.*)\))?$/s.exec(duckdb)?.groups ?? {};
  if (base === 'DECIMAL') {
    const [precision = 0, scale = 0] = (inner ?? '').split(',').map(Number);
    return { ...plain('decimal'), precision, scale };
  }
  if (base === 'MAP') {
    const [key = '', value = ''] = splitOutside(inner ?? '');
    return mapOf(athenaType(key), athenaType(value));
  }
  if (base === 'STRUCT') return rowOf(splitOutside(inner ?? '').map(readField));
  return scalars[base] ?? plain('varchar');
};

const plain = (name: string, precision = 0): AthenaType => ({ name, precision, scale: 0, text: String });

const arrayOf = (element: AthenaType): AthenaType => ({
  ...plain('array'),
  text: (value) => `[${(value as Json[]).map((each) => nested(element, each)).join(', ')}]`,
});

const mapOf = (key: AthenaType, value: AthenaType): AthenaType => ({
  ...plain('map'),
  text: (entries) => {
    const pairs = (entries as { key: Json; value: Json }[]).map(
      (entry) => `${nested(key, entry.key)}=${nested(value, entry.value)}`,
    );
    return `{${pairs.join(', ')}}`;
  },
});

const rowOf = (fields: { name: string; type: AthenaType }[]): AthenaType => ({
  ...plain('row'),
  text: (value) => {
    const members = value as Record<string, Json>;
    return `{${fields.map(({ name, type }) => `${name}=${nested(type, members[name] ?? null)}`).join(', ')}}`;
  },
});

const nested = (type: AthenaType, value: Json): string => (value === null ? 'null' : type.text(value));

const readField = (field: string): { name: string; type: AthenaType } => {
  const {
    quoted,
    bare = '',
    rest = '',
  } = /^(?:"(?<quoted>(?:[^"]|"")*)"|(?<bare>\S+)) (?<rest>.*)$/s.exec(field)?.groups ?? {};
  return { name: quoted?.replaceAll('""', '"') ?? bare, type: athenaType(rest) };
};

/** Splits at the commas that are in no bracket and no quotes. */
const splitOutside = (text: string): string[] => {
  const parts = [''];
  let depth = 0;
  for (const [piece] of text.matchAll(/"(?:[^"]|"")*"|[^"]/gs)) {
    if (piece === '(') depth++;
    if (piece === ')') depth--;
    if (piece === ',' && depth === 0) parts.push('');
    else parts.push(parts.pop() + piece);
  }
  return parts.map((part) => part.trim());
};

/** As `Double.toString` of Java writes it, which is what Athena does: 1.0, 1.0E7, 1.0E-4. */
const javaDouble = (value: number): string => {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size === 0 || (size >= 1e-3 && size < 1e7))
    return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
};

/** The shortest digits that still give the same 32-bit float. */
const javaFloat = (value: number): string => {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return javaDouble(short);
  }
  return javaDouble(value);
};

/** NaN and infinities come as text. */
const floating = (write: (value: number) => string) => (value: Json) =>
  typeof value === 'number' ? write(value) : String(value);

/** Milliseconds, always three digits; finer ones are cut off, as Athena's timestamp(3) has none. */
const milliseconds = (value: Json): string => {
  const [seconds = '', fraction = ''] = String(value).replace(/\+00$/, '').split('.');
  return `${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}`;
};

const timestamp: AthenaType = { ...plain('timestamp', 3), text: milliseconds };

const scalars: Record<string, AthenaType> = {
  VARCHAR: plain('varchar', 2_147_483_647),
  JSON: plain('json'),
  BOOLEAN: plain('boolean'),
  TINYINT: plain('tinyint', 3),
  SMALLINT: plain('smallint', 5),
  INTEGER: plain('integer', 10),
  BIGINT: plain('bigint', 19),
  // Trino's sum of bigint is bigint; DuckDB's is wider.
  HUGEINT: plain('bigint', 19),
  UBIGINT: plain('bigint', 19),
  FLOAT: { ...plain('float', 17), text: floating(javaFloat) },
  DOUBLE: { ...plain('double', 17), text: floating(javaDouble) },
  DATE: plain('date'),
  TIME: { ...plain('time', 3), text: milliseconds },
  TIMESTAMP: timestamp,
  TIMESTAMP_S: timestamp,
  TIMESTAMP_MS: timestamp,
  TIMESTAMP_NS: timestamp,
  'TIMESTAMP WITH TIME ZONE': {
    ...plain('timestamp with time zone', 3),
    text: (value) => `${milliseconds(value)} UTC`,
  },
  BLOB: plain('varbinary', 1_073_741_824),
};
