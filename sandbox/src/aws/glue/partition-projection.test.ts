import { createCatalog } from './catalog.ts';
import { injectedKeys, projectedValues } from './partition-projection.ts';
import { aParquetTable } from './table-for-test.ts';

const now = Date.UTC(2026, 0, 10, 12);

const projected = (keys: string, parameters: Record<string, string>, location = 's3://lake/curated/readings') => {
  const catalog = createCatalog({ clock: { now: () => now, after: () => () => {} } });
  catalog.putDatabase({ Name: 'millrace' });
  const all = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`projection.${name}`, value]));
  const { template, ...rest } = parameters;
  const more = { 'projection.enabled': 'true', ...(template && { 'storage.location.template': template }) };
  void rest;
  catalog.putTable('millrace', aParquetTable({ keys, location, parameters: { ...all, ...more } }));
  return catalog.table('millrace', 'readings');
};

const valuesOf = (table: ReturnType<typeof projected>, key: string) => projectedValues(table, now).ofKey(key);

test('a date is projected within its range, to which now may be an end', () => {
  const table = projected('day:string', {
    'day.type': 'date',
    'day.format': 'yyyy-MM-dd',
    'day.range': 'NOW-3DAYS,NOW',
  });
  const key = (day: string) => `curated/readings/day=${day}/a.parquet`;
  expect(valuesOf(table, key('2026-01-10'))).toEqual(['2026-01-10']);
  expect(valuesOf(table, key('2026-01-08'))).toEqual(['2026-01-08']);
  expect(valuesOf(table, key('2026-01-07'))).toBeUndefined();
  expect(valuesOf(table, key('2026-01-11'))).toBeUndefined();
  expect(valuesOf(table, key('yesterday'))).toBeUndefined();
  expect(valuesOf(table, 'curated/readings/2026-01-10/a.parquet')).toBeUndefined();
  expect(projectedValues(table, now).location).toBe('s3://lake/curated/readings/');
});

test('a template places dates of several folders beside other keys', () => {
  const table = projected('site:string, hour:string', {
    ...{ 'site.type': 'enum', 'site.values': 'north, south', 'hour.type': 'date', 'hour.format': 'yyyy/MM/dd/HH' },
    ...{ 'hour.range': '2026/01/01/00,2026/01/02/23', template: 's3://lake/raw/v1-${site}/${hour}/' },
  });
  expect(valuesOf(table, 'raw/v1-north/2026/01/02/05/a.json')).toEqual(['north', '2026/01/02/05']);
  expect(valuesOf(table, 'raw/v1-west/2026/01/02/05/a.json')).toBeUndefined();
  expect(valuesOf(table, 'raw/v1-north/2026/01/03/05/a.json')).toBeUndefined();
  expect(projectedValues(table, now).location).toBe('s3://lake/raw/');
});

test('integers are compared as numbers, and an injected key takes any folder', () => {
  const table = projected('device:string, shard:int', {
    ...{ 'device.type': 'injected', 'shard.type': 'integer', 'shard.range': '1,10' },
  });
  expect(valuesOf(table, 'curated/readings/device=m-1/shard=9/a')).toEqual(['m-1', '9']);
  expect(valuesOf(table, 'curated/readings/device=m-1/shard=11/a')).toBeUndefined();
  expect(injectedKeys(table)).toEqual(['device']);
});

test.each([
  [{ 'day.type': 'daily' }, 'projection type daily'],
  [{}, 'projection type none'],
  [{ 'day.type': 'date', 'day.format': 'yyyy-MM-dd', 'day.range': 'soon,NOW' }, 'soon is not a date'],
  [{ 'day.type': 'injected', template: 's3://lake/${month}/' }, 'names month, which is no partition key'],
])('%j is refused', (parameters, message) => {
  expect(() => projectedValues(projected('day:string', parameters), now)).toThrow(message);
});
