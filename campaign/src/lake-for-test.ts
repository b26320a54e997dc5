import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { athenaForTest } from '../../sandbox/src/aws/athena/athena-for-test.ts';
import { credentials } from '../../sandbox/src/aws/s3/s3-for-test.ts';
import { routeToService } from '../../sandbox/src/gateway/route-to-service.ts';
import { openDuckDb } from '../../sandbox/src/sql/duckdb.ts';
import { inProcess } from '../../sandbox/src/wire/in-process.ts';
import type { Stage } from '../../services/alerts/backtest/command/find-stage.ts';
import { toRows } from '../../services/etl/src/land/to-rows.ts';

type Column = { Name: string; Type: string };

const etl = join(import.meta.dirname, '../../services/etl/glue');
const columnsOf = (name: string): Column[] => JSON.parse(readFileSync(join(etl, name), 'utf8'));
const [landing, curated, keys] = ['landing-columns.json', 'curated-columns.json', 'curated-partition-keys.json'].map(
  columnsOf,
) as [Column[], Column[], Column[]];
const duckTypes: Record<string, string> = { string: 'VARCHAR', double: 'DOUBLE' };
const declared = (columns: Column[]): string =>
  columns.map(({ Name, Type }) => `${Name} ${duckTypes[Type] ?? Type}`).join(', ');

/**
 * A stage with a lake, on emulators in this process: readings become rows as the lake's own functions make them, curated by its own
 * SQL. `advance` has to go on while queries run, for its clock stands still.
 */
export const lakeForTest = async () => {
  const athena = athenaForTest();
  const { s3, fill, createTable, clock } = athena;
  const stage: Stage = {
    client: {
      ...{ region: 'eu-central-1', credentials, endpoint: 'http://localhost', maxAttempts: 1 },
      requestHandler: inProcess(routeToService({ athena: athena.athena.service, s3: s3.service }, {})) as never,
    },
    ...{ isSandbox: true, workGroup: 'millrace-test', database: 'millrace' },
    ...{ rulesBucket: 'rules', registryBucket: 'registry' },
  };
  for (const name of [stage.rulesBucket, stage.registryBucket]) s3.createBucket({ name });
  athena.athena.createWorkGroup({
    Name: stage.workGroup,
    WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: 's3://lake/results/' } },
  });
  createTable({
    Name: 'readings',
    TableType: 'EXTERNAL_TABLE',
    Parameters: {},
    PartitionKeys: keys,
    StorageDescriptor: {
      Columns: curated,
      Location: 's3://lake/curated/readings/',
      SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
    },
  });

  const folder = mkdtempSync(join(tmpdir(), 'millrace-lake-'));
  const db = await openDuckDb();
  await db.run(
    `CREATE TABLE landing (${declared(landing)}); CREATE TABLE curated (${declared([...curated, ...keys])})`,
  );

  return {
    stage,
    s3,
    /** Readings land in an hour (`2026-11-23-12`) and are curated. */
    async land(hour: string, readings: readonly EnrichedReading[]): Promise<void> {
      await db.run('DELETE FROM landing');
      const rows = readings.flatMap(toRows).map((row) =>
        landing.map(({ Name }) => {
          const value = row[Name as keyof typeof row];
          return typeof value === 'number' && Name.endsWith('_ms') ? BigInt(value) : value;
        }),
      );
      await db.append('main', 'landing', rows);
      const sql = readFileSync(join(etl, 'curate.sql'), 'utf8').replaceAll('${partition}', hour);
      await db.run(`CREATE OR REPLACE TABLE result AS ${sql}`);
      await db.run('INSERT INTO curated BY NAME SELECT * FROM result');
      const { rows: dates } = await db.all('SELECT DISTINCT CAST(event_date AS VARCHAR) FROM result');
      for (const [date] of dates) {
        const file = join(folder, `${hour}-${date}.parquet`);
        await db.run(
          `COPY (SELECT * EXCLUDE (event_date, landed) FROM result WHERE event_date = '${date}') TO '${file}' (FORMAT parquet)`,
        );
        await fill('readings', [String(date), hour], `SELECT * FROM '${file}'`);
      }
    },
    /** Lets time pass until the work is done. */
    async during<T>(work: Promise<T>): Promise<T> {
      let isDone = false;
      const done = work.finally(() => {
        isDone = true;
      });
      done.catch(() => {});
      while (!isDone) await clock.advance(100);
      return done;
    },
    remove(): void {
      db.close();
      athena.remove();
      rmSync(folder, { recursive: true });
    },
  };
};
