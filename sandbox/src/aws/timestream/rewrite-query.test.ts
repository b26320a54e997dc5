import { rewriteQuery } from './rewrite-query.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5, 6);
const present = "TIMESTAMP_NS '2026-01-02 03:04:05.006'";

test.each([
  ['SELECT 5m, 1h + 30s', "SELECT INTERVAL '5 minutes', INTERVAL '1 hours' + INTERVAL '30 seconds'"],
  ['bin(time, 100ms)', "bin(time, INTERVAL '100 milliseconds')"],
  ['1d, 2mo, 3y, 4us', "INTERVAL '1 days', INTERVAL '2 months', INTERVAL '3 years', INTERVAL '4 microseconds'"],
  ['ago(15m)', `ago(${present}, INTERVAL '15 minutes')`],
  ['AGO( 1h )', `ago(${present},  INTERVAL '1 hours' )`],
  ['now() - 5m, current_timestamp', `${present} - INTERVAL '5 minutes', ${present}`],
  ['measure_value::double, avg(MEASURE_VALUE::BIGINT)', '"measure_value::double", avg("measure_value::bigint")'],
  ['SELECT 1;\n', 'SELECT 1'],
])('%s becomes %s', (query, rewritten) => {
  expect(rewriteQuery(query, now)).toBe(rewritten);
});

test.each([
  "SELECT 'ago(5m); it''s 5m now()'",
  'SELECT "5m", "now()" FROM "db"."5d"',
  'SELECT 1 -- 5m; now()',
  'SELECT /* 5m; */ 1.5, x5m, a_5m, 1e5, m5 FROM t5',
  'SELECT x::double',
])('%s stays as it is', (query) => {
  expect(rewriteQuery(query, now)).toBe(query);
});

test('an interval below a microsecond is refused', () => {
  expect(() => rewriteQuery('SELECT time - 10ns', now)).toThrow('does not support the interval 10ns');
});

test('a second statement is refused, also behind a comment', () => {
  expect(() => rewriteQuery('SELECT 1; SELECT 2', now)).toThrow('Only one statement');
  expect(() => rewriteQuery("SELECT ';'; -- x\nSELECT 2", now)).toThrow('Only one statement');
});
