import { openDuckDb } from '../../sql/duckdb.ts';
import { athenaType } from './athena-type.ts';

test.each([
  ["'it''s'", 'varchar', "it's"],
  ['true', 'boolean', 'true'],
  ['7::BIGINT', 'bigint', '7'],
  ['sum(9007199254740993)', 'bigint', '9007199254740993'],
  ['7', 'integer', '7'],
  ['1.50', 'decimal', '1.50'],
  ['1e0', 'double', '1.0'],
  ['-0e0', 'double', '-0.0'],
  ['36.6e0', 'double', '36.6'],
  ['1e-3', 'double', '0.001'],
  ['1.25e-4', 'double', '1.25E-4'],
  ['9999999e0', 'double', '9999999.0'],
  ['1e7', 'double', '1.0E7'],
  ["'NaN'::DOUBLE", 'double', 'NaN'],
  ["'-inf'::DOUBLE", 'double', '-Infinity'],
  ['0.1::FLOAT', 'float', '0.1'],
  ["DATE '2026-01-02'", 'date', '2026-01-02'],
  ["TIMESTAMP '2026-01-02 03:04:05'", 'timestamp', '2026-01-02 03:04:05.000'],
  ["TIMESTAMP '2026-01-02 03:04:05.123999'", 'timestamp', '2026-01-02 03:04:05.123'],
  ["TIMESTAMP_NS '2026-01-02 03:04:05.5'", 'timestamp', '2026-01-02 03:04:05.500'],
  ["TIMESTAMPTZ '2026-01-02 03:04:05.5+00'", 'timestamp with time zone', '2026-01-02 03:04:05.500 UTC'],
  ['[1e0, NULL]', 'array', '[1.0, null]'],
  ["MAP {'a': [1], 'b': NULL}", 'map', '{a=[1], b=null}'],
  ["{'x, y': 1e0, 'z': {'t': TIMESTAMP '2026-01-02 03:04:05'}}", 'row', '{x, y=1.0, z={t=2026-01-02 03:04:05.000}}'],
])('%s is a %s, written %s', async (expression, name, text) => {
  const db = await openDuckDb();
  const { columns, rows } = await db.all(`SELECT ${expression}`);
  db.close();
  const type = athenaType(columns[0]?.type ?? '');
  expect([type.name, type.text(rows[0]?.[0] ?? null)]).toEqual([name, text]);
});

test('a decimal has its precision and scale', () => {
  expect(athenaType('DECIMAL(9,3)')).toMatchObject({ name: 'decimal', precision: 9, scale: 3 });
});
