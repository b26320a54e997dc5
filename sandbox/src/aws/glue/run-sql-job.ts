import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../sql/duckdb.ts';
import type { Catalog } from './catalog.ts';
import { type JobArguments, readJobArguments, substitute } from './job-arguments.ts';
import type { RunJob } from './job-runs.ts';
import { linkFiles } from './link-files.ts';
import { lockDown } from './lock-down.ts';
import { type ObjectStore, parseS3Uri } from './object-store.ts';
import { readSelect, type Select } from './read-select.ts';
import { replacePartitions } from './replace-partitions.ts';
import { dataFiles, registeredFiles } from './table-files.ts';
import { sourceFormat, tableFormat } from './table-format.ts';
import { tableQuery } from './table-view.ts';
import { writePartitions } from './write-partitions.ts';

type Ports = { s3: ObjectStore; catalog: Catalog };

/**
 * Runs a Millrace job, whose substance is one SELECT in the intersection of Spark SQL and DuckDB, with DuckDB. The SELECT
 * reads the views `landing` (the source files) and `curated` (the target table as it is); its rows replace the target
 * partitions that they fall into. The message is JSON: `{"rowsRead", "rowsWritten", "partitions"}`. Rejects, and leaves the
 * target as it was, when an argument, a line of the source or the SELECT is wrong.
 */
export const createSqlJobRunner = (ports: Ports): RunJob => {
  const { s3, catalog } = ports;

  const readSql = async ({ sqlLocation, values }: JobArguments): Promise<string> => {
    const object = await s3.getObject(parseS3Uri(sqlLocation));
    if (!object) throw new Error(`There is no SQL at ${sqlLocation}`);
    return substitute(object.body.toString('utf8'), values).replace(/;\s*$/, '');
  };

  return async ({ arguments: args, signal }) => {
    const job = readJobArguments(args);
    const sql = await readSql(job);
    const source = { ...catalog.table(job.source.database, job.source.table), PartitionKeys: [] };
    const target = catalog.table(job.target.database, job.target.table);
    const sourceFiles = (await dataFiles(s3, job.sourceLocation)).map((file) => ({ ...file, values: [] }));
    const targetFiles = await registeredFiles(ports)(target);

    const folder = await mkdtemp(join(tmpdir(), 'millrace-job-'));
    // One thread writes one file a partition, so that its object is replaced in one step.
    const db = await openDuckDb(':memory:', {
      threads: '1',
      memory_limit: '2GB',
      temp_directory: join(folder, 'spill'),
    });
    try {
      refuseOtherTables(await readSelect(db, sql));
      const landing = await linkFiles(join(folder, 'landing'), sourceFiles);
      const curated = await linkFiles(join(folder, 'curated'), targetFiles);
      // A table, not a view: every line is read once, and in full, so that a malformed one fails whatever the SELECT needs.
      await db.run(
        `CREATE TABLE landing AS ${tableQuery(source, sourceFormat(job.sourceFormat, source), landing)};
         CREATE VIEW curated AS ${tableQuery(target, tableFormat(target), curated)}`,
      );
      await lockDown(
        db,
        [...sourceFiles, ...targetFiles].map(({ path }) => path),
        folder,
      );
      const partitions = await writePartitions(db, target, sql, join(folder, 'output'));
      signal.throwIfAborted();
      await replacePartitions(ports)(target, partitions, join(folder, 'before'), job.replacePartition);
      const { rows } = await db.all('SELECT (SELECT count(*) FROM landing), (SELECT count(*) FROM result)');
      const [rowsRead, rowsWritten] = (rows[0] ?? []).map(Number);
      return { message: JSON.stringify({ rowsRead, rowsWritten, partitions: partitions.length }) };
    } finally {
      db.close();
      await rm(folder, { recursive: true, force: true });
    }
  };
};

const refuseOtherTables = ({ tables, expressions }: Select): void => {
  const other = tables.find(
    ({ schema, name }) =>
      schema !== undefined || !(/^(landing|curated)$/i.test(name) || expressions.has(name.toLowerCase())),
  );
  if (other) throw new Error(`The SELECT reads ${other.name}; it may only read landing and curated`);
};
