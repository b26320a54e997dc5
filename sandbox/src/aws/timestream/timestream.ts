import type { Clock } from '../../clock.ts';
import { type JsonOperation, jsonService } from '../../wire/json-service.ts';
import { openStore } from './catalog.ts';
import { loadDatabases } from './databases.ts';
import { databaseArn, tableArn } from './descriptions.ts';
import { retained } from './ingestion-window.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { queryOperations } from './query-operations.ts';
import type { PutObject } from './report-rejected.ts';
import { tableOperations } from './table-operations.ts';
import type { TableProperties } from './table-properties.ts';
import { writeOperation } from './write-operation.ts';

type Ports = {
  clock: Clock;
  /** File of the DuckDB database; in memory without. */
  path?: string;
  /** For reports of late data that was rejected; without it they are not written. */
  putObject?: PutObject;
};

/**
 * Emulates Timestream for LiveAnalytics, write and query, on DuckDB. Both services speak to one endpoint. Rows wait in
 * memory for a query, for 20,000 of them, or for a second, before they are in the file: a crash loses those.
 */
export const createTimestream = async ({ clock, path, putObject }: Ports) => {
  const db = await openStore(path);
  const databases = await loadDatabases(db);
  // A statement of one task never comes between those of another's transaction.
  const exclusive = oneAtATime();
  let expiry = 0;
  let cancelFlush: (() => void) | undefined;

  const flush = async (): Promise<void> => {
    for (const { rows } of databases.allTables()) await rows.flush();
    if (clock.now() < expiry) return;
    expiry = clock.now() + 3_600_000;
    for (const { rows, retention } of databases.allTables()) await rows.expire(retained(retention, clock.now()));
  };

  const flushLater = (): void => {
    cancelFlush ??= clock.after(1000, () => {
      cancelFlush = undefined;
      void exclusive(flush);
    });
  };

  const write = writeOperation({ clock, databases, flush, flushLater, ...(putObject && { putObject }) });
  const query = queryOperations({ clock, db, flush });
  const tables = tableOperations({ clock, databases });
  const operations: Record<string, JsonOperation> = { ...write.operations, ...query.operations, ...tables };
  const service = jsonService(
    'Timestream',
    Object.fromEntries(
      Object.entries(operations).map(([name, operation]): [string, JsonOperation] => [
        name,
        (input) => exclusive(async () => operation(input)),
      ]),
    ),
  );

  return {
    service,

    /** Makes the database unless it is there; returns its ARN. Takes CloudFormation Properties. */
    createDatabase: ({ DatabaseName }: { DatabaseName: string }): Promise<string> =>
      exclusive(async () => {
        if (!databases.hasDatabase(DatabaseName)) await databases.addDatabase(DatabaseName, clock.now());
        return databaseArn(DatabaseName);
      }),

    /** Makes the table, or brings one that is there to these CloudFormation Properties; returns its ARN. */
    createTable: (properties: TableProperties): Promise<string> =>
      exclusive(async () => {
        const { DatabaseName, TableName } = properties;
        if (databases.hasTable(DatabaseName, TableName))
          await databases.changeTable(databases.table(DatabaseName, TableName), properties);
        else await databases.addTable(properties, clock.now());
        return tableArn(DatabaseName, TableName);
      }),

    /** Rows of a table, those not in the file yet included. Throws ResourceNotFoundException. */
    rowCount: (database: string, table: string): number => databases.table(database, table).rows.count(),

    counters: () => ({ ...write.counters(), ...query.counters() }),

    /** Brings every row into the file. */
    flush: (): Promise<void> => exclusive(flush),

    /** Flushes and frees the file; the emulator cannot be used after that. */
    close: (): Promise<void> =>
      exclusive(async () => {
        cancelFlush?.();
        await flush();
        db.close();
      }),
  };
};
