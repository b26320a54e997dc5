import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { aParquetTable, withSerializer } from '../glue/table-for-test.ts';
import { athenaForTest } from './athena-for-test.ts';

type Sandbox = ReturnType<typeof athenaForTest>;

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = athenaForTest();
});
afterEach(() => sandbox.remove());

/** Two days of two devices. */
const readings = async ({ createTable, fill }: Sandbox) => {
  createTable(aParquetTable({ columns: 'device_id:string, time:timestamp, value:double', keys: 'day:date' }));
  for (const day of ['2026-01-01', '2026-01-02'])
    await fill(
      'readings',
      [day],
      `SELECT 'm-' || i AS device_id, TIMESTAMP '${day} 05:00:00.5' AS time, 36.5::DOUBLE + i AS value FROM range(2) AS t(i)`,
    );
};

test('rows have Athena’s names, types and texts, and partition keys are columns', async () => {
  await readings(sandbox);
  const { rows, types } = await sandbox.query(
    'SELECT device_id, time, value, day, count(*) OVER () + 1, nullif(1, 1) AS nothing FROM readings ORDER BY day, device_id LIMIT 2',
  );
  expect(types).toEqual(['varchar', 'timestamp', 'double', 'date', 'bigint', 'integer']);
  expect(rows).toEqual([
    ['device_id', 'time', 'value', 'day', '_col4', 'nothing'],
    ['m-0', '2026-01-01 05:00:00.500', '36.5', '2026-01-01', '5', undefined],
    ['m-1', '2026-01-01 05:00:00.500', '37.5', '2026-01-01', '5', undefined],
  ]);
});

test('tables are found by database and catalog, and behind a WITH of the same name', async () => {
  await readings(sandbox);
  const sql = `
    WITH readings AS (SELECT * FROM "AwsDataCatalog"."millrace"."readings" WHERE day = DATE '2026-01-01'), x AS (SELECT 1)
    SELECT (SELECT count(*) FROM readings), (SELECT count(*) FROM Millrace.Readings), (SELECT count(*) FROM x)`;
  const { rows } = await sandbox.query(sql, { QueryExecutionContext: {} });
  expect(rows[1]).toEqual(['2', '4', '1']);
});

test('files of partitions that the WHERE excludes are not opened', async () => {
  await readings(sandbox);
  const { s3, query } = sandbox;
  const all = await query('SELECT max(value) FROM readings');
  const key = 'curated/readings/day=2026-01-01/part-0.parquet';
  await writeFile(s3.pathOf({ bucket: 'lake', key }), 'no Parquet');
  const one = await query("SELECT max(r.value) FROM readings r WHERE r.day > DATE '2026-01-01' AND r.value > 0");
  expect(one.rows).toEqual([['_col0'], ['37.5']]);
  expect(one.scanned).toBeGreaterThan(0);
  expect(all.scanned).toBe(2 * Number(one.scanned));
  const asked = await query('SELECT max(value) FROM readings WHERE day BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)', {
    ExecutionParameters: ["'2026-01-02'", "'2026-01-03'"],
  });
  expect(asked).toMatchObject({ rows: [['_col0'], ['37.5']], scanned: one.scanned });
  expect(await query("SELECT max(value) FROM readings WHERE day > DATE '2025-12-31'")).toMatchObject({
    state: 'FAILED',
    error: { ErrorCategory: 2, ErrorType: 1001 },
  });
});

test('of Parquet only the columns that are needed are scanned', async () => {
  sandbox.createTable(aParquetTable({ columns: 'small:bigint, large:string', keys: '' }));
  await sandbox.fill('readings', [], 'SELECT i AS small, md5(i::VARCHAR) AS large FROM range(20000) AS t(i)');
  const small = await sandbox.query('SELECT sum(small) FROM readings');
  const large = await sandbox.query('SELECT max(large) FROM readings');
  expect(Number(large.scanned)).toBeGreaterThan(5 * Number(small.scanned));
});

test('a column that older files lack is null in them', async () => {
  sandbox.createTable(aParquetTable({ columns: 'value:double, unit:string', keys: 'day:date' }));
  await sandbox.fill('readings', ['2026-01-01'], 'SELECT 1::DOUBLE AS value');
  await sandbox.fill('readings', ['2026-01-02'], "SELECT 'Cel' AS unit, 2::DOUBLE AS value");
  const { rows } = await sandbox.query('SELECT value, unit FROM readings ORDER BY value');
  expect(rows.slice(1)).toEqual([
    ['1.0', undefined],
    ['2.0', 'Cel'],
  ]);
});

test('a table without files, or without partitions, is empty', async () => {
  sandbox.createTable(aParquetTable());
  const { rows, scanned } = await sandbox.query('SELECT * FROM readings');
  expect(rows).toEqual([['device_id', 'value', 'day']]);
  expect(scanned).toBe(0);
});

test('partitions may be anywhere, and their values hold any character', async () => {
  sandbox.createTable(aParquetTable({ columns: 'value:double', keys: 'site:string' }));
  await sandbox.fill('readings', ["Ward 3/4 *'ä%"], 'SELECT 1::DOUBLE AS value');
  const key = await sandbox.fill('readings', ['b'], 'SELECT 2::DOUBLE AS value');
  const { body } = (await sandbox.s3.getObject({ bucket: 'lake', key })) as { body: Buffer };
  await sandbox.s3.putObject({ bucket: 'lake', key: 'elsewhere/file', body });
  const StorageDescriptor = { Location: 's3://lake/elsewhere' };
  sandbox.catalog.putPartition('millrace', 'readings', { Values: ['c'], StorageDescriptor });
  const { rows } = await sandbox.query('SELECT site, value FROM readings ORDER BY site');
  expect(rows.slice(1)).toEqual([
    ["Ward 3/4 *'ä%", '1.0'],
    ['b', '2.0'],
    ['c', '2.0'],
  ]);
});

test('hidden files and markers are passed over', async () => {
  await readings(sandbox);
  for (const name of ['_SUCCESS', '.part.crc', ''])
    await sandbox.s3.putObject({ bucket: 'lake', key: `curated/readings/day=2026-01-01/${name}`, body: name });
  expect((await sandbox.query('SELECT count(*) FROM readings')).rows[1]).toEqual(['4']);
});

test('tables of JSON are read, under other keys where the serializer maps them', async () => {
  const table = aParquetTable({ columns: 'deviceid:string, time:timestamp, labels:map<string,string>', keys: '' });
  const parameters = { 'mapping.deviceid': 'deviceId' };
  sandbox.createTable(withSerializer(table, 'org.openx.data.jsonserde.JsonSerDe', parameters));
  const body = gzipSync('{"deviceId":"m-1","time":"2026-01-01T01:00:00+02:00","labels":{"ward":"3"}}\n{"more":1}');
  await sandbox.s3.putObject({ bucket: 'lake', key: 'curated/readings/a.gz', body });
  const { rows } = await sandbox.query("SELECT *, element_at(labels, 'ward') AS ward FROM readings");
  expect(rows.slice(1)).toEqual([
    ['m-1', '2025-12-31 23:00:00.000', '{ward=3}', '3'],
    [undefined, undefined, undefined, undefined],
  ]);
});

test('tables of separated text are read as their serializer says', async () => {
  const quoted = aParquetTable({ name: 'quoted', columns: 'a:string, b:bigint', keys: '', location: 's3://lake/q/' });
  const parameters = { separatorChar: ';' };
  sandbox.createTable({
    ...withSerializer(quoted, 'org.apache.hadoop.hive.serde2.OpenCSVSerde', parameters),
    Parameters: { 'skip.header.line.count': '1' },
  });
  const plain = aParquetTable({ name: 'plain', columns: 'a:string, b:bigint', keys: '', location: 's3://lake/p/' });
  const tab = { 'field.delim': '\t' };
  sandbox.createTable(withSerializer(plain, 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe', tab));
  await sandbox.s3.putObject({ bucket: 'lake', key: 'q/a.csv', body: 'a;b\n"x;y";1\n' });
  await sandbox.s3.putObject({ bucket: 'lake', key: 'p/a.tsv', body: '"x\t1\n\\N\t2\n' });
  expect((await sandbox.query('SELECT * FROM quoted')).rows[1]).toEqual(['x;y', '1']);
  expect((await sandbox.query('SELECT * FROM plain')).rows.slice(1)).toEqual([
    ['"x', '1'],
    [undefined, '2'],
  ]);
});

test('what Trino says is understood, at the time of the clock', async () => {
  await readings(sandbox);
  const { rows } = await sandbox.query(`
    SELECT current_timestamp, date_diff('day', time, timestamp '2026-01-02 00:00:00'), 7 / 2,
      approx_distinct(device_id) FILTER (WHERE value > 0), 'approx_distinct(ä)'
    FROM readings WHERE day = DATE '2026-01-01' GROUP BY time`);
  expect(rows[1]).toEqual(['2026-01-01 00:00:00.100 UTC', '0', '3', '2', 'approx_distinct(ä)']);
});

test('parameters take the places of question marks, each as one literal', async () => {
  sandbox.createTable(aParquetTable({ columns: 'device_id:string, value:double', keys: 'day:date' }));
  await sandbox.fill(
    'readings',
    ['2026-01-01'],
    "SELECT unnest(['it''s', 'x', 'a\\']) AS device_id, 1::DOUBLE AS value",
  );
  const run = (...ExecutionParameters: string[]) =>
    sandbox.query("SELECT device_id FROM readings WHERE device_id = ? AND day = ? AND '?' = '?'", {
      ExecutionParameters,
    });
  const day = "DATE '2026-01-01'";
  expect((await run("'it''s'", day)).rows.slice(1)).toEqual([["it's"]]);
  expect((await run("'a\\'", day)).rows.slice(1)).toEqual([['a\\']]);
  expect((await run("'x'' OR 1=1 --'", day)).rows.slice(1)).toEqual([]);
  expect(await run("'x' OR 1=1", day)).toMatchObject({
    state: 'FAILED',
    reason: 'SYNTAX_ERROR: execution parameter 1 is not a single SQL literal',
  });
  expect(await run("'x'")).toMatchObject({ state: 'FAILED', error: { ErrorCategory: 2 } });
  expect(await run("'x'", day, '1')).toMatchObject({ state: 'FAILED', error: { ErrorCategory: 2 } });
});

describe('no query reads anything but the tables of the catalog:', () => {
  const secret = 'secret/file.parquet';

  test.each([
    ['a file by name', (path: string) => `SELECT * FROM '${path}'`],
    ['a file by name in quotes', (path: string) => `SELECT * FROM "${path}"`],
    ['a table function', (path: string) => `SELECT * FROM read_parquet('${path}')`],
    ['a table function in a subquery', (path: string) => `SELECT (SELECT count(*) FROM read_text('${path}'))`],
    ['a table function by name', (path: string) => `SELECT * FROM query('FROM ''${path}''')`],
    ['a list of files', () => "SELECT * FROM glob('/*')"],
    ['a description', (path: string) => `SELECT * FROM (DESCRIBE SELECT * FROM '${path}')`],
    ['settings', () => 'SELECT * FROM duckdb_settings()'],
    ['views, which tell paths', () => 'SELECT * FROM duckdb_views'],
    ['a schema of the engine', () => 'SELECT * FROM information_schema.tables'],
    ['a second statement', (path: string) => `SELECT 1; COPY (SELECT 1) TO '${path}'`],
  ])('%s', async (_, sql) => {
    await readings(sandbox);
    await sandbox.s3.putObject({ bucket: 'lake', key: secret, body: 'secret' });
    const { state, reason } = await sandbox.query(sql(sandbox.s3.pathOf({ bucket: 'lake', key: secret })));
    expect([state, reason]).toEqual(['FAILED', expect.stringMatching(/TABLE_NOT_FOUND|SYNTAX_ERROR/)]);
  });
});

test.each([
  ['SELECT FROM WHERE', /^SYNTAX_ERROR: syntax error/],
  ['SELECT nothing FROM readings', /^SYNTAX_ERROR: Binder Error.*nothing/],
  ['SELECT * FROM nothing', /^TABLE_NOT_FOUND: Table 'awsdatacatalog.millrace.nothing' does not exist/],
  ['SELECT * FROM other.readings', /^TABLE_NOT_FOUND: Table 'awsdatacatalog.other.readings'/],
  ['SELECT * FROM "other"."millrace"."readings"', /^CATALOG_NOT_FOUND/],
  ["SELECT CAST('x' AS integer)", /^HIVE_BAD_DATA: Conversion Error/],
  ['INSERT INTO readings VALUES (1)', /^NOT_SUPPORTED: .* not this INSERT/],
  ['/* SELECT */ DROP TABLE readings', /^NOT_SUPPORTED: .* not this DROP/],
])('%s fails for a reason that names it', async (sql, reason) => {
  await readings(sandbox);
  expect((await sandbox.query(sql)).reason).toMatch(reason);
});
