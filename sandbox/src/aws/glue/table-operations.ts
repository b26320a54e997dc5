import { AwsError } from '../../wire/aws-service.ts';
import type { JsonOperation } from '../../wire/json-service.ts';
import type { Catalog } from './catalog.ts';
import type { DatabaseInput, TableInput } from './glue-table.ts';
import { page, pageSize } from './page.ts';

type Paging = { MaxResults?: number; NextToken?: string };

/** Glue's operations on databases and tables. Patterns of GetTables are matched as whole names, as regular expressions. */
export const tableOperations = (catalog: Catalog): Record<string, JsonOperation> => ({
  CreateDatabase({ DatabaseInput: input }: { DatabaseInput: DatabaseInput }) {
    if (catalog.databases().some(({ Name }) => Name === input.Name.toLowerCase())) throw alreadyExists('Database');
    catalog.putDatabase(input);
    return {};
  },
  GetDatabase: ({ Name }: { Name: string }) => ({ Database: catalog.database(Name) }),
  GetDatabases({ MaxResults, NextToken }: Paging) {
    const { items, ...rest } = page(catalog.databases(), paging(MaxResults, NextToken));
    return { DatabaseList: items, ...rest };
  },

  CreateTable({ DatabaseName, TableInput: input }: { DatabaseName: string; TableInput: TableInput }) {
    const name = input.Name.toLowerCase();
    if (catalog.tables(DatabaseName).some((table) => table.Name === name)) throw alreadyExists('Table');
    catalog.putTable(DatabaseName, input);
    return {};
  },
  UpdateTable({ DatabaseName, TableInput: input }: { DatabaseName: string; TableInput: TableInput }) {
    catalog.table(DatabaseName, input.Name);
    catalog.putTable(DatabaseName, input);
    return {};
  },
  GetTable: ({ DatabaseName, Name }: { DatabaseName: string; Name: string }) => ({
    Table: catalog.table(DatabaseName, Name),
  }),
  GetTables({
    DatabaseName,
    Expression,
    MaxResults,
    NextToken,
  }: Paging & { DatabaseName: string; Expression?: string }) {
    const pattern = new RegExp(`^(?:${Expression ?? '.*'})$`, 'i');
    const found = catalog.tables(DatabaseName).filter(({ Name }) => pattern.test(Name));
    const { items, ...rest } = page(found, paging(MaxResults, NextToken));
    return { TableList: items, ...rest };
  },
  DeleteTable({ DatabaseName, Name }: { DatabaseName: string; Name: string }) {
    catalog.deleteTable(DatabaseName, Name);
    return {};
  },
});

const paging = (asked: number | undefined, token: string | undefined) => {
  const code = 'InvalidInputException';
  return { size: pageSize(asked, 100, code), token, code };
};

const alreadyExists = (thing: string): AwsError => new AwsError('AlreadyExistsException', `${thing} already exists.`);
