import { duckdbType } from './hive-type.ts';

test.each([
  ['string', 'VARCHAR'],
  ['varchar(64)', 'VARCHAR'],
  ['BIGINT', 'BIGINT'],
  ['int', 'INTEGER'],
  ['decimal(9, 3)', 'DECIMAL(9,3)'],
  ['decimal', 'DECIMAL(10,0)'],
  ['timestamp', 'TIMESTAMP'],
  ['map<string,string>', 'MAP(VARCHAR, VARCHAR)'],
  ['array<double>', 'DOUBLE[]'],
  ['struct<a:int,b:map<string,array<date>>>', 'STRUCT("a" INTEGER, "b" MAP(VARCHAR, DATE[]))'],
])('%s is DuckDB %s', (hive, duckdb) => expect(duckdbType(hive)).toBe(duckdb));

test.each(['', 'text', 'map<string>', 'array<int', 'struct<a>', 'int)', 'varchar', 'string; DROP TABLE x'])(
  '%j is refused',
  (hive) => expect(() => duckdbType(hive)).toThrow('is not a Hive type'),
);
