import type { Json } from '@duckdb/node-api';
import type { Result } from '../../sql/duckdb.ts';
import { AwsError } from '../../wire/aws-service.ts';

type ColumnType = { ScalarType: string } | { ArrayColumnInfo: { Type: ColumnType } };
type Datum = { ScalarValue: string } | { NullValue: true } | { ArrayValue: Datum[] };

export type ColumnInfo = { Name: string; Type: ColumnType };
export type Row = { Data: Datum[] };

/** A result as Timestream answers it. Throws ValidationException for types that the sandbox does not return. */
export const queryResponse = ({ columns, rows }: Result): { ColumnInfo: ColumnInfo[]; Rows: Row[] } => {
  const ColumnInfo = columns.map(({ name, type }) => ({ Name: name, Type: columnType(name, type) }));
  return {
    ColumnInfo,
    Rows: rows.map((row) => ({
      Data: ColumnInfo.map(({ Type }, index) => datum(Type, row[index] ?? null)),
    })),
  };
};

const columnType = (name: string, type: string): ColumnType => {
  if (type.endsWith('[]')) return { ArrayColumnInfo: { Type: columnType(name, type.slice(0, -2)) } };
  const scalar = scalars[type.replace(/\(.*/, '')];
  if (!scalar) throw new AwsError('ValidationException', `The sandbox does not return the type ${type} of ${name}.`);
  return { ScalarType: scalar };
};

const scalars: Record<string, string> = {
  BOOLEAN: 'BOOLEAN',
  TINYINT: 'INTEGER',
  SMALLINT: 'INTEGER',
  INTEGER: 'INTEGER',
  BIGINT: 'BIGINT',
  // DuckDB's sums of integers.
  HUGEINT: 'BIGINT',
  FLOAT: 'DOUBLE',
  DOUBLE: 'DOUBLE',
  DECIMAL: 'DOUBLE',
  VARCHAR: 'VARCHAR',
  DATE: 'DATE',
  TIME: 'TIME',
  TIMESTAMP: 'TIMESTAMP',
  TIMESTAMP_S: 'TIMESTAMP',
  TIMESTAMP_MS: 'TIMESTAMP',
  TIMESTAMP_NS: 'TIMESTAMP',
  'TIMESTAMP WITH TIME ZONE': 'TIMESTAMP',
  INTERVAL: 'INTERVAL_DAY_TO_SECOND',
};

const datum = (type: ColumnType, value: Json): Datum => {
  if (value === null) return { NullValue: true };
  if ('ArrayColumnInfo' in type)
    return { ArrayValue: (value as Json[]).map((item) => datum(type.ArrayColumnInfo.Type, item)) };
  return { ScalarValue: scalarText(type.ScalarType, value) };
};

const scalarText = (type: string, value: Json): string => {
  if (type === 'DOUBLE') return /^-?\d+$/.test(String(value)) ? `${value}.0` : String(value);
  if (type === 'TIMESTAMP' || type === 'TIME') return withNanoseconds(String(value).replace(/\+00$/, ''));
  if (type === 'INTERVAL_DAY_TO_SECOND') return intervalText(value as { months: number; days: number; micros: string });
  return String(value);
};

/** Timestream prints nine digits of seconds, DuckDB as many as it needs. */
const withNanoseconds = (text: string): string => {
  const [seconds, fraction = ''] = text.split('.');
  return `${seconds}.${fraction.padEnd(9, '0')}`;
};

const intervalText = ({ months, days, micros }: { months: number; days: number; micros: string }): string => {
  const microseconds = (BigInt(months) * 30n + BigInt(days)) * 86_400_000_000n + BigInt(micros);
  const size = microseconds < 0n ? -microseconds : microseconds;
  const part = (unit: bigint, most: bigint) => String((size / unit) % most).padStart(2, '0');
  const clock = `${part(3_600_000_000n, 24n)}:${part(60_000_000n, 60n)}:${part(1_000_000n, 60n)}`;
  const fraction = String(size % 1_000_000n).padStart(6, '0');
  return `${microseconds < 0n ? '-' : ''}${size / 86_400_000_000n} ${clock}.${fraction}000`;
};
