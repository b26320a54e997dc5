import { DuckDBInstance } from '@duckdb/node-api';
import type { Parameters, Values } from '@millrace/shared/rest/parameter';
import type { Row } from '../athena/athena-queries.ts';
import { sqlText } from '../athena/sql-literal.ts';
import { latestValues } from '../latest/latest-values.ts';
import { duplicateReadings } from '../queries/duplicate-readings.ts';
import { measureSummary } from '../queries/measure-summary.ts';
import { silentDevices } from '../queries/silent-devices.ts';
import { measureSeries } from '../series/measure-series.ts';
import type { Query } from './query.ts';

// The SQL is what Athena (Trino) runs; DuckDB runs the same text with the same literals.

const now = Date.UTC(2026, 10, 23, 12);
const minute = 60_000;
const day = 86_400_000;

type CuratedRow = {
  reading_id: string;
  delivery: string;
  kind: string;
  tenant: string;
  device_id: string;
  time_ms: number;
  measure: string | null;
  value_number: number | null;
  value_text: string | null;
  unit: string | null;
};

let readings = 0;
const aRow = (given: Partial<CuratedRow> = {}): CuratedRow => ({
  reading_id: `r${++readings}`,
  delivery: `d${readings}`,
  kind: 'measure',
  tenant: 'ward-a',
  device_id: 'monitor-01',
  time_ms: now - minute,
  measure: 'spo2',
  value_number: 97,
  value_text: null,
  unit: '%',
  ...given,
});

const sql = (value: string | number | null): string =>
  value === null ? 'NULL' : typeof value === 'number' ? String(value) : sqlText(value);

/** Answers a query from the rows, as items. */
const ask = async <P extends Parameters>(
  rows: CuratedRow[],
  query: Query<P>,
  subjects: string[],
  values: Values<P>,
): Promise<object[]> => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`
    CREATE TABLE readings (reading_id VARCHAR, delivery VARCHAR, kind VARCHAR, tenant VARCHAR, device_id VARCHAR,
      time_ms BIGINT, measure VARCHAR, value_number DOUBLE, value_text VARCHAR, unit VARCHAR, event_date DATE,
      received_ms BIGINT, code VARCHAR, device_type VARCHAR, site VARCHAR)`);
  for (const row of rows) {
    const date = new Date(row.time_ms).toISOString().slice(0, 10);
    const columns = [...Object.values(row), date, row.time_ms + 1, null, 'monitor', 'ward-3'];
    await connection.run(`INSERT INTO readings VALUES (${columns.map(sql).join(', ')})`);
  }
  await connection.run(`PREPARE question AS ${query.sql}`);
  const literals = [...subjects.map(sqlText), ...query.literals(values, now)];
  const answer = await connection.runAndReadAll(`EXECUTE question(${literals.join(', ')})`);
  return answer.getRowObjectsJson().map((row) => query.toItem(asText(row)));
};

const asText = (row: Record<string, unknown>): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]));

const monitor = ['ward-a', 'monitor-01'];

test('the latest value of each measure is answered, of this device and this tenant alone', async () => {
  const rows = [
    aRow({ time_ms: now - 3 * minute, value_number: 90 }),
    aRow({ time_ms: now - 2 * minute, value_number: 95 }),
    aRow({ measure: 'lead-on', value_number: 1, value_text: 'true', unit: null, time_ms: now - 5 * minute }),
    aRow({ device_id: 'monitor-02', value_number: 1 }),
    aRow({ tenant: 'ward-b', value_number: 2 }),
    aRow({ kind: 'log', measure: 'log', value_number: null, value_text: 'probe off' }),
    aRow({ kind: 'duplicate', measure: null, value_number: null, unit: null }),
  ];
  expect(await ask(rows, latestValues, monitor, {})).toMatchObject([
    { measure: 'lead-on', value: true, unit: null, time: '2026-11-23T11:55:00.000Z' },
    { measure: 'spo2', value: 95, unit: '%', receivedAt: '2026-11-23T11:58:00.001Z' },
  ]);
});

test('the latest values are looked for in the last seven days, and a day ahead', async () => {
  const at = (time_ms: number, measure: string) => aRow({ time_ms, measure });
  const rows = [
    at(now - 9 * day, 'gone'),
    at(now - 7 * day, 'old'),
    at(now + day, 'ahead'),
    at(now + 3 * day, 'wrong'),
  ];
  expect(await ask(rows, latestValues, monitor, {})).toMatchObject([{ measure: 'ahead' }, { measure: 'old' }]);
});

test('a text that would end a literal finds nothing and breaks nothing', async () => {
  const rows = [aRow({ tenant: "' OR tenant <> '" }), aRow()];
  expect(await ask(rows, latestValues, ["' OR tenant <> '", 'monitor-01'], {})).toHaveLength(1);
  expect(await ask(rows, latestValues, ["\\' OR 1=1 --", 'monitor-01'], {})).toEqual([]);
});

test('a series has a bucket for each interval that has values, from its start on and before its end', async () => {
  const at = (time_ms: number, value_number: number | null) => aRow({ time_ms, value_number });
  const from = now - 20 * minute;
  const rows = [
    at(from - 1, 1000),
    at(from, 90),
    at(from + 5 * minute - 1, 100),
    at(from + 10 * minute, 80),
    at(from + 11 * minute, null),
    at(now, 1000),
    aRow({ time_ms: from, measure: 'hr', value_number: 60 }),
  ];
  const values = { measure: 'spo2', from, to: now, interval: 5 * minute };
  expect(await ask(rows, measureSeries, monitor, values)).toEqual([
    { start: '2026-11-23T11:40:00.000Z', count: 2, avg: 95, min: 90, max: 100 },
    { start: '2026-11-23T11:50:00.000Z', count: 1, avg: 80, min: 80, max: 80 },
  ]);
});

test('a series over midnight reads both dates', async () => {
  const midnight = Date.UTC(2026, 10, 23);
  const rows = [aRow({ time_ms: midnight - 1 }), aRow({ time_ms: midnight })];
  const values = { measure: 'spo2', from: midnight - 1, to: midnight + 1, interval: day };
  expect(await ask(rows, measureSeries, monitor, values)).toMatchObject([
    { start: '2026-11-22T00:00:00.000Z', count: 1 },
    { start: '2026-11-23T00:00:00.000Z', count: 1 },
  ]);
});

test('a summary tells measures apart by unit, and texts have no average', async () => {
  const rows = [
    aRow({ value_number: 96 }),
    aRow({ value_number: 98, device_id: 'monitor-02' }),
    aRow({ value_number: 0.97, unit: '1' }),
    aRow({ measure: 'state', value_number: null, value_text: 'ok', unit: null }),
    aRow({ tenant: 'ward-b' }),
  ];
  expect(await ask(rows, measureSummary, ['ward-a'], { from: now - day, to: now })).toEqual([
    { measure: 'spo2', unit: '%', readings: 2, devices: 2, avg: 97, min: 96, max: 98 },
    { measure: 'spo2', unit: '1', readings: 1, devices: 1, avg: 0.97, min: 0.97, max: 0.97 },
    { measure: 'state', unit: null, readings: 1, devices: 1, avg: null, min: null, max: null },
  ]);
});

test('silent devices are those whose last reading is older, the longest silence first', async () => {
  const rows = [
    aRow({ device_id: 'silent', time_ms: now - 2 * day }),
    aRow({ device_id: 'silent', time_ms: now - day }),
    aRow({ device_id: 'longer', time_ms: now - 3 * day }),
    aRow({ device_id: 'heard', time_ms: now - 2 * day }),
    aRow({ device_id: 'heard', kind: 'log', time_ms: now - minute }),
    aRow({ device_id: 'forgotten', time_ms: now - 30 * day }),
  ];
  expect(await ask(rows, silentDevices, ['ward-a'], { silentFor: 60 * minute })).toEqual([
    { deviceId: 'longer', deviceType: 'monitor', site: 'ward-3', lastTime: '2026-11-20T12:00:00.000Z' },
    { deviceId: 'silent', deviceType: 'monitor', site: 'ward-3', lastTime: '2026-11-22T12:00:00.000Z' },
  ]);
});

test('deliveries are readings and recognised duplicates, by date', async () => {
  const rows = [
    aRow({ reading_id: 'a', delivery: 'd-a1', measure: 'spo2' }),
    aRow({ reading_id: 'a', delivery: 'd-a1', measure: 'hr' }),
    aRow({ reading_id: 'a', delivery: 'd-a2', kind: 'duplicate', measure: null }),
    aRow({ reading_id: 'b', delivery: 'd-b1' }),
    aRow({ reading_id: 'c', delivery: 'd-c1', time_ms: now - day }),
  ];
  expect(await ask(rows, duplicateReadings, ['ward-a'], { from: now - 2 * day, to: now })).toEqual([
    { date: '2026-11-22', deliveries: 1, readings: 1, duplicates: 0 },
    { date: '2026-11-23', deliveries: 3, readings: 2, duplicates: 1 },
  ]);
});
