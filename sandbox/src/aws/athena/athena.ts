import type { Clock } from '../../clock.ts';
import { AwsError, type AwsService } from '../../wire/aws-service.ts';
import { jsonService } from '../../wire/json-service.ts';
import type { Persistent } from '../../wire/state.ts';
import type { Catalog } from '../glue/catalog.ts';
import { columnsOf, partitionKeysOf } from '../glue/glue-table.ts';
import type { ObjectStore } from '../glue/object-store.ts';
import { findTable } from './named-tables.ts';
import { createQueryExecutions } from './query-executions.ts';
import { queryOperations } from './query-operations.ts';
import { runStatement } from './run-statement.ts';
import { createWorkGroups, type WorkGroupProperties } from './work-groups.ts';

export type Athena = Persistent & {
  service: AwsService;
  /** Creates or replaces; takes the properties of `AWS::Athena::WorkGroup` as they are. */
  createWorkGroup(properties: WorkGroupProperties): void;
  /** No query is queued or running. */
  idle(): boolean;
};

/** Amazon Athena over the tables of the Glue catalog, with DuckDB in the place of Trino. */
export const createAthena = (ports: { clock: Clock; s3: ObjectStore; catalog: Catalog }): Athena => {
  const { clock, s3, catalog } = ports;
  const workGroups = createWorkGroups({ clock });
  const executions = createQueryExecutions({ clock, s3, run: runStatement(ports) });
  return {
    service: jsonService('Athena', {
      ...queryOperations({ executions, workGroups, s3 }),
      GetWorkGroup: ({ WorkGroup }: { WorkGroup: string }) => ({ WorkGroup: workGroups.describe(WorkGroup) }),
      ListWorkGroups: () => ({ WorkGroups: workGroups.summaries() }),
      GetTableMetadata({ DatabaseName, TableName }: { DatabaseName: string; TableName: string }) {
        const table = findTable(catalog, DatabaseName, TableName);
        if (!table) throw new AwsError('MetadataException', `Table ${DatabaseName}.${TableName} was not found`);
        return {
          TableMetadata: {
            Name: table.Name,
            CreateTime: table.CreateTime,
            TableType: table.TableType,
            Columns: columnsOf(table),
            PartitionKeys: partitionKeysOf(table),
            Parameters: table.Parameters,
          },
        };
      },
    }),
    createWorkGroup: workGroups.create,
    idle: executions.idle,
    save: executions.save,
    restore: executions.restore,
  };
};
