import { gzipSync } from 'node:zlib';
import { folder, jobForTest, line } from './job-for-test.ts';

test('rows land in the partitions that they fall into, which the catalog knows then', async () => {
  const job = jobForTest();
  await job.land('a.json', line('m-1', '2026-01-01T05:00:00Z', 36.5) + line('m-1', '2026-01-01T05:00:01Z', 37));
  await job.land('b.json.gz', gzipSync(line('m-2', '2026-01-01T01:00:00+02:00', 80)));
  expect(await job.run()).toEqual({ rowsRead: 3, rowsWritten: 2, partitions: 2 });
  expect(await job.keys()).toEqual([
    `${folder}/day=2025-12-31/part-00000.zstd.parquet`,
    `${folder}/day=2026-01-01/part-00000.zstd.parquet`,
  ]);
  expect(await job.rows(`${folder}/day=2025-12-31/part-00000.zstd.parquet`)).toEqual([['m-2', 80]]);
  expect(await job.rows(`${folder}/day=2026-01-01/part-00000.zstd.parquet`)).toEqual([['m-1', 37]]);
  expect(job.catalog.partitions('millrace', 'readings')).toMatchObject([
    { Values: ['2026-01-01-05', '2025-12-31'], StorageDescriptor: { Location: `s3://lake/${folder}/day=2025-12-31/` } },
    { Values: ['2026-01-01-05', '2026-01-01'], StorageDescriptor: { Location: `s3://lake/${folder}/day=2026-01-01/` } },
  ]);
  job.remove();
});

test('a run that is repeated changes nothing', async () => {
  const job = jobForTest();
  await job.land('a.json', line('m-1', '2026-01-01T05:00:00Z', 36.5));
  const first = await job.run();
  const keys = await job.keys();
  const before = await Promise.all(keys.map((key) => job.rows(key)));
  expect(await job.run()).toEqual(first);
  expect(await job.keys()).toEqual(keys);
  expect(await Promise.all(keys.map((key) => job.rows(key)))).toEqual(before);
  expect(job.catalog.partitions('millrace', 'readings')).toHaveLength(1);
  job.remove();
});

test('partitions of the replaced key value that the result lacks are removed, others stay', async () => {
  const job = jobForTest();
  await job.land('a.json', line('m-1', '2025-12-31T23:00:00Z', 1) + line('m-1', '2026-01-01T05:00:00Z', 2));
  await job.run();
  await job.run({ args: { '--landed': '2026-01-01-06', '--replace_partition': 'landed=2026-01-01-06' } });
  await job.put(`${folder}/day=2026-01-01/part-of-another-engine.parquet`, 'x');
  await job.land('a.json', line('m-1', '2026-01-01T05:00:00Z', 3));
  await job.run();
  expect(await job.keys()).toEqual([
    `${folder}/day=2026-01-01/part-00000.zstd.parquet`,
    'curated/readings/landed=2026-01-01-06/day=2025-12-31/part-00000.zstd.parquet',
    'curated/readings/landed=2026-01-01-06/day=2026-01-01/part-00000.zstd.parquet',
  ]);
  expect(await job.rows(`${folder}/day=2026-01-01/part-00000.zstd.parquet`)).toEqual([['m-1', 3]]);
  expect(job.catalog.partitions('millrace', 'readings').map(({ Values }) => Values.join(' '))).toEqual([
    '2026-01-01-05 2026-01-01',
    '2026-01-01-06 2025-12-31',
    '2026-01-01-06 2026-01-01',
  ]);
  job.remove();
});

test('the view curated is the target as it was before the run, empty at first', async () => {
  const job = jobForTest();
  const sql = `
    SELECT device_id, 1 + (SELECT coalesce(max(value), 0) FROM curated) AS value, '2026-01-01-05' AS landed, DATE '2026-01-01' AS day
    FROM landing
    WHERE NOT EXISTS (SELECT 1 FROM curated WHERE curated.landed <> '2026-01-01-05' OR curated.day <> DATE '2026-01-01')`;
  await job.land('a.json', line('m-1', '2026-01-01T05:00:00Z', 0));
  for (const expected of [1, 2, 3]) {
    await job.run({ sql });
    expect(await job.rows(`${folder}/day=2026-01-01/part-00000.zstd.parquet`)).toEqual([['m-1', expected]]);
  }
  job.remove();
});

test('a landing partition without rows empties what it had filled', async () => {
  const job = jobForTest();
  await job.land('a.json', line('m-1', '2026-01-01T05:00:00Z', 1));
  await job.run();
  await job.s3.deleteObject({ bucket: 'lake', key: 'landing/2026-01-01-05/a.json' });
  expect(await job.run()).toEqual({ rowsRead: 0, rowsWritten: 0, partitions: 0 });
  expect(await job.keys()).toEqual([]);
  expect(job.catalog.partitions('millrace', 'readings')).toEqual([]);
  job.remove();
});

const everyRow = `
  SELECT device_id, value, '2026-01-01-05' AS landed, CAST(coalesce(time, TIMESTAMP '1999-01-01 00:00:00') AS DATE) AS day
  FROM landing`;

test('csv has quotes, and only a field that is empty without them is null', async () => {
  const job = jobForTest();
  await job.land('a.csv', '"m,""1""",2026-01-01T05:00:00.000Z,1.5\n"",,\n,2026-01-01 05:00:00,2\n');
  expect(await job.run({ sql: everyRow, args: { '--source_format': 'csv' } })).toMatchObject({ rowsRead: 3 });
  expect(await job.rows(`${folder}/day=2026-01-01/part-00000.zstd.parquet`)).toEqual([
    ['m,"1"', 1.5],
    [null, 2],
  ]);
  expect(await job.rows(`${folder}/day=1999-01-01/part-00000.zstd.parquet`)).toEqual([['', null]]);
  job.remove();
});

test('tsv is csv with tabs', async () => {
  const job = jobForTest();
  await job.land('a.tsv.gz', gzipSync('"m\t1"\t2026-01-01 05:00:00\t1.5\n'));
  await job.run({ sql: everyRow, args: { '--source_format': 'tsv' } });
  expect(await job.rows(`${folder}/day=2026-01-01/part-00000.zstd.parquet`)).toEqual([['m\t1', 1.5]]);
  job.remove();
});

test('a partition key that is null is written as Hive writes it, and read as null', async () => {
  const job = jobForTest();
  await job.land('a.json', line('m-1', '2026-01-01T05:00:00Z', 1));
  await job.run({
    sql: `SELECT device_id, value, '2026-01-01-05' AS landed, CAST(NULL AS DATE) AS day FROM landing`,
  });
  expect(await job.keys()).toEqual([`${folder}/day=__HIVE_DEFAULT_PARTITION__/part-00000.zstd.parquet`]);
  const sql = `SELECT device_id, value, landed, DATE '2026-01-02' AS day FROM curated WHERE day IS NULL`;
  expect(await job.run({ sql })).toMatchObject({ rowsWritten: 1 });
  job.remove();
});
