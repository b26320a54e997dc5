import { type DuckDb, openDuckDb } from './duckdb.ts';
import { renameAggregates, speakTrino } from './trino-dialect.ts';

let db: DuckDb;
beforeAll(async () => {
  db = await openDuckDb();
  await speakTrino(db, Date.UTC(2026, 0, 2, 3, 4, 5, 678));
});
afterAll(() => db.close());

test.each([
  ["from_iso8601_timestamp('2026-01-01T02:00:00.5+02:00')", '2026-01-01 00:00:00.5+00'],
  ["from_iso8601_timestamp('2026-01-01')", '2026-01-01 00:00:00+00'],
  ["to_unixtime(timestamp '2026-01-01 00:00:00.250')", 1767225600.25],
  ['from_unixtime(1767225600.25)', '2026-01-01 00:00:00.25+00'],
  ["date_trunc('hour', timestamp '2026-01-01 05:59:59')", '2026-01-01 05:00:00'],
  ["date_diff('day', timestamp '2026-01-01 23:00:00', timestamp '2026-01-02 01:00:00')", '0'],
  ["date_diff('hour', timestamp '2026-01-01 23:00:00', timestamp '2026-01-02 01:00:00')", '2'],
  ["date_diff('month', date '2026-01-31', date '2026-02-27')", '0'],
  ["date_diff('second', timestamp '2026-01-01 00:00:01', timestamp '2026-01-01 00:00:00')", '-1'],
  ["date_add('day', -1, date '2026-01-01')", '2025-12-31'],
  ["date_add('week', 1, date '2026-01-01')", '2026-01-08'],
  ["date_add('month', 1, timestamp '2026-01-31 00:00:00')", '2026-02-28 00:00:00'],
  ["date_add('millisecond', 5, from_unixtime(0))", '1970-01-01 00:00:00.005+00'],
  ["date_add('quarter', 2, date '2026-01-01')", '2026-07-01'],
  ["format_datetime(timestamp '2026-01-02 13:04:05.678', 'yyyy-MM-dd''T''HH:mm:ss.SSS')", '2026-01-02T13:04:05.678'],
  ["format_datetime(timestamp '2026-01-02 13:04:05', 'EEE d MMM yy, h:mm a, 100%')", 'Fri 2 Jan 26, 1:04 PM, 100%'],
  ["at_timezone(from_unixtime(0), 'Europe/Berlin')", '1970-01-01 01:00:00'],
  [`json_extract_scalar('{"a":{"b":1.5}}', '$.a.b')`, '1.5'],
  [`json_extract_scalar('{"a":{"b":1}}', '$.a')`, null],
  [`json_extract_scalar('{"a":null}', '$.a')`, null],
  [`json_extract_scalar('no json', '$.a')`, null],
  ['element_at(array[1, 2, 3], -1)', 3],
  ['element_at(array[1, 2, 3], 4)', null],
  ["element_at(map(array['a'], array[1]), 'a')", 1],
  ["element_at(map(array['a'], array[1]), 'b')", null],
  ["try_cast('x' AS integer)", null],
  ['7 / 2', 3],
  ['7 / 2e0', 3.5],
  ['now()', '2026-01-02 03:04:05.678+00'],
  ['current_timestamp', '2026-01-02 03:04:05.678+00'],
  ['localtimestamp', '2026-01-02 03:04:05.678'],
  ['current_date', '2026-01-02'],
])('%s is %j', async (expression, value) => {
  expect((await db.all(`SELECT ${expression}`)).rows).toEqual([[value]]);
});

test.each([
  ['SELECT max_by(x, -x), min_by(x, -x) FROM range(3) AS t(x)', ['0', '2']],
  ['SELECT arbitrary(x) FROM (SELECT 7 AS x)', [7]],
  ['SELECT "x" FROM (SELECT 1 AS "x")', [1]],
])('%s is said alike', async (sql, row) => {
  expect((await db.all(sql)).rows).toEqual([row]);
});

test('approximate aggregates take FILTER and OVER, and literals and comments stay as they are', async () => {
  const sql = `SELECT 'äapprox_distinct(x)', APPROX_PERCENTILE(x, 0.5) FILTER (WHERE x > 5), /* approx_distinct(x) */
    max(approx_distinct(x)) OVER () FROM range(10) AS t(x)`;
  const call = (name: string, from = 0) => ({ name, offset: Buffer.from(sql).indexOf(name, from) });
  const renamed = renameAggregates(sql, [
    { name: 'max', offset: Buffer.from(sql).indexOf('max(') },
    call('approx_distinct', Buffer.from(sql).indexOf('max(')),
    { name: 'approx_percentile', offset: Buffer.from(sql).indexOf('APPROX_PERCENTILE') },
  ]);
  expect(renamed).toBe(
    sql.replace('APPROX_PERCENTILE', 'approx_quantile').replace('max(approx_distinct', 'max(approx_count_distinct'),
  );
  const [[text, percentile, distinct] = []] = (await db.all(renamed)).rows;
  expect(text).toBe('äapprox_distinct(x)');
  expect(['7', '8']).toContain(percentile);
  expect(['9', '10', '11']).toContain(distinct);
});
