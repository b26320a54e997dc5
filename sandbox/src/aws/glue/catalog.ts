import type { Clock } from '../../clock.ts';
import { AwsError } from '../../wire/aws-service.ts';
import type { Persistent } from '../../wire/state.ts';
import { account } from '../account.ts';
import {
  type Database,
  type DatabaseInput,
  type Partition,
  type PartitionInput,
  partitionKeysOf,
  type Table,
  type TableInput,
} from './glue-table.ts';

export type Catalog = Persistent & {
  databases(): Database[];
  database(name: string): Database;
  /** Creates or replaces. Names of databases and tables are in lower case, whatever was asked for. */
  putDatabase(input: DatabaseInput): void;
  tables(database: string): Table[];
  table(database: string, name: string): Table;
  /** Creates, or replaces the declaration and keeps the partitions. */
  putTable(database: string, input: TableInput): void;
  deleteTable(database: string, name: string): void;
  partitions(database: string, table: string): Partition[];
  partition(database: string, table: string, values: string[]): Partition;
  findPartition(database: string, table: string, values: string[]): Partition | undefined;
  putPartition(database: string, table: string, input: PartitionInput): void;
  deletePartition(database: string, table: string, values: string[]): void;
};

/** Far above what a platform has, far below what AWS allows: a runaway loop is told, not served. */
const limits = { databases: 100, tables: 1_000, partitions: 100_000 };

type Entry = { table: Table; partitions: Map<string, Partition> };

/** The Data Catalog. Reading or changing what is not there throws `EntityNotFoundException`. */
export const createCatalog = ({ clock }: { clock: Clock }): Catalog => {
  let databases = new Map<string, { database: Database; tables: Map<string, Entry> }>();

  const find = (database: string) =>
    databases.get(database.toLowerCase()) ?? notFound(`Database ${database} not found.`);
  const entry = (database: string, table: string): Entry =>
    find(database).tables.get(table.toLowerCase()) ?? notFound(`Table ${table} not found.`);
  const seconds = (): number => clock.now() / 1000;

  return {
    databases: () => [...databases.values()].map(({ database }) => database),
    database: (name) => find(name).database,
    putDatabase(input) {
      const Name = input.Name.toLowerCase();
      const before = databases.get(Name);
      if (!before) refuseBeyond(limits.databases, databases.size);
      const database = { ...input, Name, CatalogId: account, CreateTime: before?.database.CreateTime ?? seconds() };
      databases.set(Name, { database, tables: before?.tables ?? new Map() });
    },

    tables: (database) => [...find(database).tables.values()].map(({ table }) => table),
    table: (database, name) => entry(database, name).table,
    putTable(database, input) {
      const { database: owner, tables } = find(database);
      const Name = input.Name.toLowerCase();
      const before = tables.get(Name);
      if (!before) refuseBeyond(limits.tables, tables.size);
      const table = {
        ...input,
        Name,
        DatabaseName: owner.Name,
        CatalogId: account,
        UpdateTime: seconds(),
        CreateTime: before?.table.CreateTime ?? seconds(),
        VersionId: before ? `${Number(before.table.VersionId) + 1}` : '0',
      };
      tables.set(Name, { table, partitions: before?.partitions ?? new Map() });
    },
    deleteTable(database, name) {
      entry(database, name);
      find(database).tables.delete(name.toLowerCase());
    },

    partitions: (database, table) => [...entry(database, table).partitions.values()],
    partition: (database, table, values) =>
      entry(database, table).partitions.get(JSON.stringify(values)) ?? notFound('Cannot find partition.'),
    findPartition: (database, table, values) => entry(database, table).partitions.get(JSON.stringify(values)),
    putPartition(database, table, input) {
      const { table: owner, partitions } = entry(database, table);
      if (input.Values.length !== partitionKeysOf(owner).length)
        throw new AwsError(
          'InvalidInputException',
          'The number of partition keys do not match the number of partition values',
        );
      const key = JSON.stringify(input.Values);
      const before = partitions.get(key);
      if (!before) refuseBeyond(limits.partitions, partitions.size);
      partitions.set(key, {
        ...input,
        DatabaseName: owner.DatabaseName,
        TableName: owner.Name,
        CatalogId: account,
        CreationTime: before?.CreationTime ?? seconds(),
      });
    },
    deletePartition(database, table, values) {
      if (!entry(database, table).partitions.delete(JSON.stringify(values))) notFound('Cannot find partition.');
    },

    save: () => databases,
    restore(state) {
      databases = state as typeof databases;
    },
  };
};

const notFound = (message: string): never => {
  throw new AwsError('EntityNotFoundException', message);
};

const refuseBeyond = (limit: number, size: number): void => {
  if (size >= limit) throw new AwsError('ResourceNumberLimitExceededException', `The sandbox keeps at most ${limit}.`);
};
