import { openDuckDb } from '../../sql/duckdb.ts';
import { s3ForTest } from '../s3/s3-for-test.ts';
import { createCatalog } from './catalog.ts';
import { createSqlJobRunner } from './run-sql-job.ts';
import { aParquetTable, withSerializer } from './table-for-test.ts';

/** The greatest value of each device and day. */
export const curate = `
  SELECT device_id, max(value) AS value, '\${landed}' AS landed, CAST(time AS DATE) AS day
  FROM landing GROUP BY device_id, CAST(time AS DATE)`;

/** A job over real S3 and catalog emulators: `landing_readings` to `readings`, which is partitioned by `landed` and `day`. */
export const jobForTest = () => {
  const { s3, clock, remove } = s3ForTest();
  const catalog = createCatalog({ clock });
  catalog.putDatabase({ Name: 'millrace' });
  const columns = 'device_id:string, time:timestamp, value:double';
  const source = aParquetTable({ name: 'landing_readings', columns, keys: 'hour:string' });
  catalog.putTable('millrace', withSerializer(source, 'org.openx.data.jsonserde.JsonSerDe'));
  catalog.putTable('millrace', aParquetTable({ keys: 'landed:string, day:date' }));
  const defaults = {
    '--sql_location': 's3://lake/jobs/curate.sql',
    '--source_format': 'json',
    '--source_location': 's3://lake/landing/2026-01-01-05/',
    '--source_database': 'millrace',
    '--source_table': 'landing_readings',
    '--target_database': 'millrace',
    '--target_table': 'readings',
    '--replace_partition': 'landed=2026-01-01-05',
    '--landed': '2026-01-01-05',
  };
  const put = (key: string, body: string | Buffer) => s3.putObject({ bucket: 'lake', key, body });
  return {
    ...{ s3, clock, catalog, put, remove },
    land: (name: string, body: string | Buffer) => put(`landing/2026-01-01-05/${name}`, body),
    async run({
      sql = curate,
      args = {} as Record<string, string | undefined>,
      signal = new AbortController().signal,
      store = s3,
    } = {}) {
      await put('jobs/curate.sql', sql);
      const run = { jobName: 'curate', scriptLocation: 's3://lake/jobs/curate.py', signal };
      const runJob = createSqlJobRunner({ s3: store, catalog });
      const { message } = await runJob({ ...run, arguments: { ...defaults, ...args } });
      return JSON.parse(message);
    },
    keys: async () => (await s3.listObjects({ bucket: 'lake', prefix: 'curated/' })).map(({ key }) => key),
    /** The rows of one curated object. */
    async rows(key: string) {
      const db = await openDuckDb();
      const { rows } = await db.all(`SELECT * FROM read_parquet($1, hive_partitioning = false) ORDER BY ALL`, [
        s3.pathOf({ bucket: 'lake', key }),
      ]);
      db.close();
      return rows;
    },
  };
};

export const line = (device_id: string, time: string, value: number) =>
  `${JSON.stringify({ device_id, time, value })}\n`;
/** Where the job's rows are. */
export const folder = 'curated/readings/landed=2026-01-01-05';
