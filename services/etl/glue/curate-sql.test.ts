import { readFileSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { LandedRow } from '@millrace/shared/contracts/landed-row';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import fc from 'fast-check';
import { toRows } from '../src/land/to-rows.ts';

type Column = { Name: string; Type: string };
const columnsOf = (name: string): Column[] => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const landingColumns = columnsOf('landing-columns.json');
const curatedColumns = [...columnsOf('curated-columns.json'), ...columnsOf('curated-partition-keys.json')];
const sql = readFileSync(new URL('curate.sql', import.meta.url), 'utf8');

/** The columns of a reading that tests speak of. */
type Curated = Record<'reading_id' | 'delivery' | 'kind' | 'measure' | 'landed' | 'event_date' | 'time', string | null>;

/** A lake whose hours hold what landed; `curate` runs the job's SQL on one hour as the job does. */
const aLake = async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`CREATE TABLE landing (${declaration(landingColumns)})`);
  await connection.run(`CREATE TABLE curated (${declaration(curatedColumns)})`);
  const hours = new Map<string, LandedRow[]>();
  return {
    land(hour: string, ...readings: EnrichedReading[]) {
      hours.set(hour, [...(hours.get(hour) ?? []), ...readings.flatMap(toRows)]);
    },
    async curate(hour: string) {
      await connection.run('DELETE FROM landing');
      for (const row of hours.get(hour) ?? []) await insert(connection, row);
      await connection.run(`CREATE OR REPLACE TEMP TABLE result AS ${sql.replaceAll('${partition}', hour)}`);
      await connection.run(`DELETE FROM curated WHERE landed = '${hour}'`);
      await connection.run('INSERT INTO curated BY NAME SELECT * FROM result');
    },
    readings: async (): Promise<Curated[]> =>
      (await connection.runAndReadAll('SELECT * FROM curated ORDER BY ALL')).getRowObjectsJson() as Curated[],
    resultColumns: async () => {
      const result = await connection.runAndReadAll('SELECT * FROM result');
      return result.columnNames().map((name, index) => [name, String(result.columnType(index))]);
    },
    /** The law of the lake, in the one query that its users have for it. */
    law: async () => {
      const [totals] = (
        await connection.runAndReadAll(`
          SELECT CAST(sum(deliveries) AS INT) AS deliveries, CAST(sum(readings) AS INT) AS readings,
                 CAST(sum(deliveries - readings) AS INT) AS duplicates
          FROM (
            SELECT event_date, count(DISTINCT delivery) AS deliveries, count(DISTINCT reading_id) AS readings
            FROM curated GROUP BY event_date
          )`)
      ).getRowObjectsJson();
      return totals;
    },
  };
};

const duckTypes: Record<string, string> = { string: 'VARCHAR', double: 'DOUBLE' };
const declaration = (columns: Column[]): string =>
  columns.map(({ Name, Type }) => `${Name} ${duckTypes[Type] ?? Type}`).join(', ');

const insert = (connection: DuckDBConnection, row: LandedRow) =>
  connection.run(
    `INSERT INTO landing VALUES (${landingColumns.map(() => '?').join(', ')})`,
    landingColumns.map(({ Name }) => {
      const value = row[Name as keyof LandedRow];
      return typeof value === 'number' && Name.endsWith('_ms') ? BigInt(value) : value;
    }),
  );

const noon = Date.UTC(2026, 10, 23, 12);

/** Delivery `d1` came before `d2`, and so on. */
const delivered = (id: string, delivery: string, given: Partial<EnrichedReading> = {}): EnrichedReading =>
  anEnrichedReading({ id, delivery, time: noon, receivedAt: noon + Number(delivery.slice(1)), ...given });

const summary = (rows: Curated[]) =>
  rows.map(({ landed, reading_id, delivery, kind }) => `${landed} ${reading_id} ${delivery} ${kind}`);

test('rows are typed, and carry the exact time, the device date and the landing hour', async () => {
  const lake = await aLake();
  lake.land('h1', delivered('a', 'd1', { time: Date.UTC(2026, 10, 23, 23, 59, 59, 999) }));
  await lake.curate('h1');
  expect(await lake.readings()).toEqual([
    expect.objectContaining({
      time: '2026-11-23 23:59:59.999',
      time_ms: String(Date.UTC(2026, 10, 23, 23, 59, 59, 999)),
      event_date: '2026-11-23',
      landed: 'h1',
      measure: 'heart-rate',
      value_number: 72,
      unit: '/min',
    }),
  ]);
});

test('the result has the columns of the curated table, in their order and of their types', async () => {
  const lake = await aLake();
  lake.land('h1', delivered('a', 'd1'));
  await lake.curate('h1');
  expect(await lake.resultColumns()).toEqual(
    curatedColumns.map(({ Name, Type }) => [Name, (duckTypes[Type] ?? Type).toUpperCase()]),
  );
});

test('a second delivery in the hour is one row that counts it, and the first delivery is what is kept', async () => {
  const lake = await aLake();
  const measures = { a: { value: 1 }, b: { value: 2 } };
  lake.land('h1', delivered('a', 'd2', { measures: { a: { value: 9 } } }), delivered('a', 'd1', { measures }));
  await lake.curate('h1');
  expect((await lake.readings()).map(({ delivery, kind, measure }) => [delivery, kind, measure])).toEqual([
    ['d1', 'measure', 'a'],
    ['d1', 'measure', 'b'],
    ['d2', 'duplicate', null],
  ]);
  expect(await lake.law()).toEqual({ deliveries: 2, readings: 1, duplicates: 1 });
});

test('the same delivery landed twice is no duplicate', async () => {
  const lake = await aLake();
  lake.land('h1', delivered('a', 'd1'), delivered('a', 'd1'));
  lake.land('h2', delivered('a', 'd1'));
  await lake.curate('h1');
  await lake.curate('h2');
  expect(summary(await lake.readings())).toEqual(['h1 a d1 measure']);
  expect(await lake.law()).toEqual({ deliveries: 1, readings: 1, duplicates: 0 });
});

test('a duplicate that lands in a later hour is counted there, and both hours can be run again', async () => {
  const lake = await aLake();
  lake.land('h1', delivered('a', 'd1'));
  lake.land('h2', delivered('a', 'd2'), delivered('b', 'd3'));
  for (const hour of ['h1', 'h2', 'h1', 'h2', 'h2']) await lake.curate(hour);
  expect(summary(await lake.readings())).toEqual(['h1 a d1 measure', 'h2 a d2 duplicate', 'h2 b d3 measure']);
  expect(await lake.law()).toEqual({ deliveries: 3, readings: 2, duplicates: 1 });
});

test('an hour that is curated late finds its reading stored by a later hour', async () => {
  const lake = await aLake();
  lake.land('h1', delivered('a', 'd1'));
  lake.land('h2', delivered('a', 'd2'));
  for (const hour of ['h2', 'h1', 'h2']) await lake.curate(hour);
  expect(summary(await lake.readings())).toEqual(['h1 a d1 duplicate', 'h2 a d2 measure']);
});

test('a log line stands beside a measure called log', async () => {
  const lake = await aLake();
  lake.land(
    'h1',
    delivered('a', 'd1', { measures: { log: { value: 3 } }, log: { severity: 'ERROR', body: 'probe off' } }),
  );
  await lake.curate('h1');
  expect((await lake.readings()).map(({ kind, measure }) => [kind, measure])).toEqual([
    ['log', 'log'],
    ['measure', 'log'],
  ]);
});

test('an id that a device uses again on another date is another reading', async () => {
  const lake = await aLake();
  lake.land('h1', delivered('a', 'd1'), delivered('a', 'd2', { time: noon + 86_400_000 }));
  await lake.curate('h1');
  expect((await lake.readings()).map(({ event_date, kind }) => [event_date, kind])).toEqual([
    ['2026-11-23', 'measure'],
    ['2026-11-24', 'measure'],
  ]);
  expect(await lake.law()).toEqual({ deliveries: 2, readings: 2, duplicates: 0 });
});

test('an hour in which nothing landed has no rows', async () => {
  const lake = await aLake();
  await lake.curate('h1');
  expect(await lake.readings()).toEqual([]);
});

test('whatever lands where, and whatever is run again, every reading stands once and every delivery is counted', async () => {
  const hour = fc.constantFrom('h1', 'h2', 'h3');
  // A delivery belongs to one reading: here the one that its number names.
  const landing = fc.record({ hour, delivery: fc.nat(11) });
  const step = fc.oneof(landing, fc.record({ run: hour }));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const lake = await aLake();
      const deliveries = new Set<number>();
      for (const each of steps) {
        if ('run' in each) await lake.curate(each.run);
        else {
          deliveries.add(each.delivery);
          lake.land(each.hour, delivered(`reading-${each.delivery % 4}`, `d${each.delivery}`));
        }
      }
      for (const each of ['h1', 'h2', 'h3']) await lake.curate(each);
      const distinct = new Set([...deliveries].map((delivery) => delivery % 4)).size;
      const rows = await lake.readings();
      expect(rows.filter(({ kind }) => kind === 'measure')).toHaveLength(distinct);
      if (deliveries.size > 0)
        expect(await lake.law()).toEqual({
          deliveries: deliveries.size,
          readings: distinct,
          duplicates: deliveries.size - distinct,
        });
      for (const each of ['h2', 'h3', 'h1']) await lake.curate(each);
      expect(await lake.readings()).toEqual(rows);
    }),
    { numRuns: 15 },
  );
}, 60_000);
