import { DuckDBTimestampNanosecondsValue, type DuckDBValue } from '@duckdb/node-api';
import type { Column } from './columns.ts';
import { type Identified, keyOf } from './identify.ts';
import type { Value } from './measure-value.ts';
import { quoted } from './sql-text.ts';
import { ownColumns } from './table-sql.ts';
import type { StoredRow } from './upsert.ts';

/** Lays rows out as DuckDB takes them, for a table that has these columns after its own. */
export const rowValues = (columns: Column[]) => {
  const places = new Map(columns.map(({ name, type }, index) => [name, { at: ownColumns + index, type }]));
  return ({ point, digest, row }: Identified & { row: StoredRow }): DuckDBValue[] => {
    const values: DuckDBValue[] = new Array(ownColumns + columns.length).fill(null);
    const set = (name: string, value: Value) => {
      const place = places.get(name);
      if (place) values[place.at] = place.type === 'TIMESTAMP' ? timestamp(value as bigint) : value;
    };
    values[0] = keyOf(digest);
    values[1] = BigInt(row.version);
    values[2] = timestamp(point.time);
    values[3] = point.measureName;
    for (const { name, value } of point.dimensions) set(name, value);
    for (const [name, value] of row.measures) set(name, value);
    return values;
  };
};

const timestamp = (nanoseconds: bigint) => new DuckDBTimestampNanosecondsValue(nanoseconds);

/** How to select a measure so that `valueFrom` can read it. */
export const selectValue = ({ name, type }: Column): string =>
  type === 'TIMESTAMP' ? `epoch_ns(${quoted(name)})` : quoted(name);

export const valueFrom = ({ type }: Column, json: boolean | number | string): Value =>
  type === 'BIGINT' || type === 'TIMESTAMP' ? BigInt(json) : json;
