import type { DuckDb } from '../../sql/duckdb.ts';
import { type Column, createColumns } from './columns.ts';
import { type Identified, keyOf } from './identify.ts';
import type { Value } from './measure-value.ts';
import { rowValues, selectValue, valueFrom } from './row-values.ts';
import { createSeenKeys } from './seen-keys.ts';
import { addColumns, areAmong, rowSchema, rowsOf, type TableName } from './table-sql.ts';
import type { StoredRow } from './upsert.ts';

/** What an earlier process left. `newest` in epoch nanoseconds: up to there, only DuckDB knows which rows there are. */
export type StoredBefore = { columns: Column[]; rows: number; newest: bigint };

/**
 * The rows of one table. New ones are in memory until `flush` appends them to DuckDB, and until the flush after that
 * for senders that repeat themselves.
 */
export const createTableRows = (db: DuckDb, name: TableName, before: StoredBefore) => {
  const columns = createColumns(before.columns);
  const seen = createSeenKeys();
  let unknownUntil = before.newest;
  let written = before.columns.length;
  let count = before.rows;
  let pending = new Map<string, Identified & { row: StoredRow }>();
  let recent = new Map<string, { row: StoredRow }>();
  let replaced: Identified[] = [];

  const inMemory = (identity: string) => (pending.get(identity) ?? recent.get(identity))?.row;

  const mayBeWritten = ({ identity, digest, point }: Identified): boolean =>
    !inMemory(identity) && (point.time <= unknownUntil || seen.mayHold(digest));

  const load = async (wanted: Identified[]): Promise<Map<string, StoredRow>> => {
    const measures = columns
      .all()
      .slice(0, written)
      .filter(({ kind }) => kind === 'measure');
    const selected = ['"sandbox:key"', 'epoch_ns("time")', '"sandbox:version"', ...measures.map(selectValue)];
    const { rows } = await db.all(`SELECT ${selected.join()} FROM ${rowsOf(name)} WHERE ${areAmong(wanted)}`);
    const identities = new Map(
      wanted.map(({ identity, digest, point }) => [`${keyOf(digest)} ${point.time}`, identity]),
    );
    const found = new Map<string, StoredRow>();
    for (const [key, time, version, ...values] of rows) {
      const identity = identities.get(`${key} ${time}`);
      if (identity === undefined) continue;
      const stored = new Map<string, Value>();
      measures.forEach((column, index) => {
        const value = values[index] ?? null;
        if (value !== null) stored.set(column.name, valueFrom(column, value as boolean | number | string));
      });
      found.set(identity, { version: Number(version), measures: stored });
    }
    return found;
  };

  return {
    count: () => count,
    waiting: () => pending.size,
    conflict: columns.conflict,

    /**
     * Looks records up. The result answers for each of them, then and after later puts, with the row that is stored.
     */
    async find(wanted: Identified[]): Promise<(identity: string) => StoredRow | undefined> {
      const unknown = wanted.filter(mayBeWritten);
      const loaded = unknown.length > 0 ? await load(unknown) : undefined;
      return (identity) => inMemory(identity) ?? loaded?.get(identity);
    },

    /** Stores a row, new or in the place of one that was found. */
    put(identified: Identified, row: StoredRow, isNew: boolean): void {
      const { identity, digest, point } = identified;
      columns.extend(point);
      if (isNew) {
        seen.add(digest, point.time);
        count += 1;
      } else if (!pending.has(identity)) replaced.push(identified);
      pending.set(identity, { ...identified, row });
    },

    async flush(): Promise<void> {
      if (pending.size === 0) return;
      const all = columns.all();
      await db.run('BEGIN');
      try {
        if (all.length > written) await db.run(addColumns(name, all, written));
        if (replaced.length > 0) await db.run(`DELETE FROM ${rowsOf(name)} WHERE ${areAmong(replaced)}`);
        await db.append(rowSchema(name.database), name.table, [...pending.values()].map(rowValues(all)));
        await db.run('COMMIT');
      } catch (error) {
        await db.run('ROLLBACK');
        throw error;
      }
      written = all.length;
      recent = pending;
      pending = new Map();
      replaced = [];
    },

    /**
     * Deletes rows older than `rowsFrom` of those that were flushed, and forgets the keys of rows older than
     * `keysFrom`: for records that late, DuckDB is asked. Both in epoch nanoseconds.
     */
    async expire({ rowsFrom, keysFrom }: { rowsFrom: bigint; keysFrom: bigint }): Promise<void> {
      await db.run(`DELETE FROM ${rowsOf(name)} WHERE "time" < make_timestamp_ns(${rowsFrom})`);
      const { rows } = await db.all(`SELECT count(*) FROM ${rowsOf(name)}`);
      count = Number(rows[0]?.[0]) + pending.size;
      recent = new Map();
      seen.forgetBefore(keysFrom);
      if (keysFrom > unknownUntil) unknownUntil = keysFrom;
    },
  };
};
