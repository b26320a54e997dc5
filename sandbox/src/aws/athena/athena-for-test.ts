import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandInput,
} from '@aws-sdk/client-athena';
import { openDuckDb } from '../../sql/duckdb.ts';
import { inProcess } from '../../wire/in-process.ts';
import { region } from '../account.ts';
import { createCatalog } from '../glue/catalog.ts';
import type { TableInput } from '../glue/glue-table.ts';
import { partitionLocation } from '../glue/table-files.ts';
import { credentials, s3ForTest } from '../s3/s3-for-test.ts';
import { createAthena } from './athena.ts';

type Request = Omit<StartQueryExecutionCommandInput, 'QueryString'>;

/** Athena over S3 and catalog emulators with the database `millrace`, on a clock that stands still until it is told. */
export const athenaForTest = () => {
  const { s3, clock, remove } = s3ForTest();
  const catalog = createCatalog({ clock });
  catalog.putDatabase({ Name: 'millrace' });
  // A test may put its own function in the place of one of S3's.
  const store = { ...s3 };
  const athena = createAthena({ clock, s3: store, catalog });
  const client = new AthenaClient({ region, credentials, requestHandler: inProcess(athena.service), maxAttempts: 1 });

  const start = async (sql: string, request: Request = {}): Promise<string> => {
    const { QueryExecutionId } = await client.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        QueryExecutionContext: { Database: 'millrace' },
        ResultConfiguration: { OutputLocation: 's3://lake/results/' },
        ...request,
      }),
    );
    return QueryExecutionId as string;
  };
  const execution = async (id: string) => {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    return QueryExecution;
  };
  /** Lets the time in the queue pass, then waits for the engine while the clock stands still. */
  const settle = async () => {
    await clock.advance(100);
    while (!athena.idle()) await clock.advance(0);
  };

  return {
    ...{ athena, catalog, client, clock, execution, remove, s3, settle, start, store },
    createTable: (table: TableInput) => catalog.putTable('millrace', table),
    /** Puts the rows of a DuckDB query into a partition of a table, as one Parquet file. */
    async fill(name: string, values: string[], sql: string, file = 'part-0.parquet') {
      const folder = await mkdtemp(join(tmpdir(), 'millrace-fill-'));
      const db = await openDuckDb();
      await db.run(`COPY (${sql}) TO '${folder}/file' (FORMAT parquet)`);
      db.close();
      const location = partitionLocation(catalog.table('millrace', name), values);
      const key = `${location.slice('s3://lake/'.length)}${file}`;
      await s3.putObject({ bucket: 'lake', key, body: await readFile(join(folder, 'file')) });
      await rm(folder, { recursive: true });
      if (values.length > 0)
        catalog.putPartition('millrace', name, { Values: values, StorageDescriptor: { Location: location } });
      return key;
    },
    /** Runs a query to its end: what became of it, and all rows, the names first. */
    async query(sql: string, request: Request = {}) {
      const id = await start(sql, request);
      await settle();
      const { Status, Statistics, ResultConfiguration } = (await execution(id)) ?? {};
      const outcome = {
        ...{ id, state: Status?.State, reason: Status?.StateChangeReason, error: Status?.AthenaError },
        ...{ scanned: Statistics?.DataScannedInBytes, location: ResultConfiguration?.OutputLocation },
      };
      if (Status?.State !== 'SUCCEEDED') return { ...outcome, rows: [], types: [] };
      const { ResultSet } = await client.send(new GetQueryResultsCommand({ QueryExecutionId: id }));
      return {
        ...outcome,
        rows: (ResultSet?.Rows ?? []).map(({ Data }) => (Data ?? []).map(({ VarCharValue }) => VarCharValue)),
        types: (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Type }) => Type),
      };
    },
  };
};
