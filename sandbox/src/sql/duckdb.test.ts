import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBTimestampNanosecondsValue } from '@duckdb/node-api';
import { openDuckDb } from './duckdb.ts';

test('integers beyond 2^53, decimals and nanoseconds come back exactly', async () => {
  const db = await openDuckDb();
  const { columns, rows } = await db.all(
    "SELECT 9007199254740993 AS big, 0.1::DECIMAL(9, 3) AS exact, TIMESTAMP_NS '2026-01-01 00:00:00.123456789' AS time",
  );
  expect(columns).toEqual([
    { name: 'big', type: 'BIGINT' },
    { name: 'exact', type: 'DECIMAL(9,3)' },
    { name: 'time', type: 'TIMESTAMP_NS' },
  ]);
  expect(rows).toEqual([['9007199254740993', '0.100', '2026-01-01 00:00:00.123456789']]);
  db.close();
});

test('what JSON cannot say is text', async () => {
  const db = await openDuckDb();
  const { rows } = await db.all("SELECT 'nan'::DOUBLE, '-inf'::DOUBLE, NULL, [1::BIGINT], {'a': 1.5::DOUBLE}");
  expect(rows).toEqual([['NaN', '-Infinity', null, ['1'], { a: 1.5 }]]);
  db.close();
});

test('a zoned timestamp is printed in UTC, also inside a list', async () => {
  const db = await openDuckDb();
  const { rows } = await db.all("SELECT TIMESTAMPTZ '2026-01-01 01:00:00+01' AS time, [time]");
  expect(rows).toEqual([['2026-01-01 00:00:00+00', ['2026-01-01 00:00:00+00']]]);
  db.close();
});

test('two columns of one name stay two columns', async () => {
  const db = await openDuckDb();
  expect(await db.all('SELECT 1 AS a, 2 AS a')).toEqual({
    columns: [
      { name: 'a', type: 'INTEGER' },
      { name: 'a', type: 'INTEGER' },
    ],
    rows: [[1, 2]],
  });
  db.close();
});

test('parameters are values, never SQL', async () => {
  const db = await openDuckDb();
  const { rows } = await db.all('SELECT ?::VARCHAR, ?::BIGINT', ["'; DROP TABLE x", 2n ** 60n]);
  expect(rows).toEqual([["'; DROP TABLE x", String(2n ** 60n)]]);
  db.close();
});

test('select takes one statement that only reads', async () => {
  const db = await openDuckDb();
  await db.run('CREATE TABLE t (n INTEGER)');
  expect((await db.select('WITH x AS (SELECT 1 AS n) SELECT n + ? FROM x', [2])).rows).toEqual([[3]]);
  await expect(db.select('WITH x AS (SELECT 1 AS n) INSERT INTO t SELECT n FROM x')).rejects.toThrow('Only SELECT');
  await expect(db.select('SELECT 1; DROP TABLE t')).rejects.toThrow('multiple statements');
  expect((await db.all('SELECT * FROM t')).rows).toEqual([]);
  db.close();
});

test('rows appended to a file are there when it is opened again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'duckdb-'));
  const path = join(folder, 'test.duckdb');
  const db = await openDuckDb(path);
  await db.run('CREATE SCHEMA "a b"; CREATE TABLE "a b"."c" (time TIMESTAMP_NS, n DOUBLE)');
  const rows = Array.from({ length: 5000 }, (_, n) => [
    new DuckDBTimestampNanosecondsValue(BigInt(n)),
    n % 2 ? n : null,
  ]);
  await db.append('a b', 'c', rows);
  db.close();

  const again = await openDuckDb(path);
  expect((await again.all('SELECT count(*), count(n), max(time) FROM "a b"."c"')).rows).toEqual([
    ['5000', '2500', '1970-01-01 00:00:00.000004999'],
  ]);
  again.close();
  await rm(folder, { recursive: true });
});

test('a row that does not fit fails the append and leaves nothing behind', async () => {
  const db = await openDuckDb();
  await db.run('CREATE TABLE t (n INTEGER NOT NULL)');
  await expect(db.append('main', 't', [[1], [null]])).rejects.toThrow('NOT NULL');
  expect((await db.all('SELECT * FROM t')).rows).toEqual([]);
  db.close();
});
