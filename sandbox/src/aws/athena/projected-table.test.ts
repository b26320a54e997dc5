import { aParquetTable } from '../glue/table-for-test.ts';
import { athenaForTest } from './athena-for-test.ts';

test('a projected table needs no registered partitions, and takes what its projection allows', async () => {
  const { createTable, fill, query, remove } = athenaForTest();
  const day = {
    'projection.day.type': 'date',
    'projection.day.format': 'yyyy-MM-dd',
    'projection.day.range': '2026-01-01,NOW',
  };
  const keys = 'device:string, day:date';
  const parameters = { 'projection.enabled': 'true', 'projection.device.type': 'injected', ...day };
  createTable(aParquetTable({ name: 'source', columns: 'value:double', keys }));
  createTable(aParquetTable({ columns: 'value:double', keys, parameters }));
  await fill('source', ['m-1', '2025-12-31'], 'SELECT 1::DOUBLE AS value');
  await fill('source', ['m-1', '2026-01-01'], 'SELECT 2::DOUBLE AS value');
  await fill('source', ['m-2', '2026-01-01'], 'SELECT 3::DOUBLE AS value');

  const { rows } = await query("SELECT device, value, day FROM readings WHERE 'm-1' = device");
  expect(rows.slice(1)).toEqual([['m-1', '2.0', '2026-01-01']]);
  const either = await query("SELECT sum(value) FROM readings r WHERE r.device IN ('m-1', 'm-2')");
  expect(either.rows[1]).toEqual(['5.0']);
  const given = await query('SELECT count(*) FROM readings WHERE device = ?', { ExecutionParameters: ["'m-2'"] });
  expect(given.rows[1]).toEqual(['1']);
  expect(await query("SELECT value FROM readings WHERE device > 'm'")).toMatchObject({
    state: 'FAILED',
    reason: expect.stringMatching(/^CONSTRAINT_VIOLATION: For the injected projected partition column device/),
  });
  remove();
});
