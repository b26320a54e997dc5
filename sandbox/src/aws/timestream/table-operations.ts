import type { Clock } from '../../clock.ts';
import { AwsError } from '../../wire/aws-service.ts';
import type { Databases } from './databases.ts';
import { describeDatabase, describeTable } from './descriptions.ts';
import type { TableProperties } from './table-properties.ts';

type DatabaseInput = { DatabaseName: string };
type TableInput = DatabaseInput & { TableName: string };
type PageInput = { NextToken?: string; MaxResults?: number };

export const tableOperations = ({ clock, databases }: { clock: Clock; databases: Databases }) => {
  const describe = (name: string) => describeDatabase(databases.database(name), databases.allTables(name).length);

  return {
    DescribeEndpoints: () => ({ Endpoints: [{ Address: '127.0.0.1', CachePeriodInMinutes: 1440 }] }),

    async CreateDatabase({ DatabaseName }: DatabaseInput) {
      if (databases.hasDatabase(DatabaseName)) throw conflict('Database', DatabaseName);
      await databases.addDatabase(DatabaseName, clock.now());
      return { Database: describe(DatabaseName) };
    },

    async CreateTable(properties: TableProperties) {
      const { DatabaseName, TableName } = properties;
      if (databases.hasTable(DatabaseName, TableName)) throw conflict('Table', TableName);
      return { Table: describeTable(await databases.addTable(properties, clock.now())) };
    },

    DescribeDatabase: ({ DatabaseName }: DatabaseInput) => ({ Database: describe(DatabaseName) }),

    DescribeTable: ({ DatabaseName, TableName }: TableInput) => ({
      Table: describeTable(databases.table(DatabaseName, TableName)),
    }),

    ListDatabases(input: PageInput) {
      const { items, NextToken } = page(databases.allDatabases(), input);
      return { Databases: items.map(({ name }) => describe(name)), ...(NextToken && { NextToken }) };
    },

    ListTables({ DatabaseName, ...input }: PageInput & { DatabaseName?: string }) {
      if (DatabaseName !== undefined) databases.database(DatabaseName);
      const { items, NextToken } = page(databases.allTables(DatabaseName), input);
      return { Tables: items.map(describeTable), ...(NextToken && { NextToken }) };
    },
  };
};

/** `NextToken` is the place to go on from; Timestream's pages have at most 20 entries. */
const page = <T>(all: T[], { NextToken = '0', MaxResults = 20 }: PageInput): { items: T[]; NextToken?: string } => {
  const from = Number(NextToken);
  const to = from + Math.min(MaxResults, 20);
  return { items: all.slice(from, to), ...(to < all.length && { NextToken: String(to) }) };
};

const conflict = (what: string, name: string): AwsError =>
  new AwsError('ConflictException', `${what} ${name} already exists.`, 409);
