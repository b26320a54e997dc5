import { AwsError } from '../../wire/aws-service.ts';
import type { JsonOperation } from '../../wire/json-service.ts';
import { type ObjectStore, parseS3Uri } from '../glue/object-store.ts';
import { page, pageSize } from '../glue/page.ts';
import { describeQueryExecution, type QueryExecution } from './query-execution.ts';
import type { QueryExecutions } from './query-executions.ts';
import { type Field, readResultCsv } from './result-csv.ts';
import { createStartQueryExecution } from './start-query-execution.ts';
import type { WorkGroups } from './work-groups.ts';

type Ports = { executions: QueryExecutions; workGroups: WorkGroups; s3: ObjectStore };
type Paging = { MaxResults?: number; NextToken?: string };
type ById = { QueryExecutionId: string };

/** Athena's operations on queries. */
export const queryOperations = ({ executions, workGroups, s3 }: Ports): Record<string, JsonOperation> => ({
  StartQueryExecution: createStartQueryExecution(executions, workGroups),
  GetQueryExecution: ({ QueryExecutionId }: ById) => ({
    QueryExecution: describeQueryExecution(executions.get(QueryExecutionId)),
  }),
  BatchGetQueryExecution({ QueryExecutionIds: ids }: { QueryExecutionIds: string[] }) {
    if (ids.length > 50) throw invalid('QueryExecutionIds must have at most 50 members.');
    return {
      QueryExecutions: ids.flatMap((id) => executions.find(id) ?? []).map(describeQueryExecution),
      UnprocessedQueryExecutionIds: ids
        .filter((id) => !executions.find(id))
        .map((id) => ({ QueryExecutionId: id, ErrorMessage: `QueryExecution ${id} was not found` })),
    };
  },
  ListQueryExecutions({ WorkGroup = 'primary', MaxResults, NextToken }: Paging & { WorkGroup?: string }) {
    workGroups.describe(WorkGroup);
    const ids = executions.ofWorkGroup(WorkGroup).map(({ id }) => id);
    const { items, ...rest } = page(ids, paging(MaxResults, 50, NextToken));
    return { QueryExecutionIds: items, ...rest };
  },
  StopQueryExecution({ QueryExecutionId }: ById) {
    executions.stop(executions.get(QueryExecutionId));
    return {};
  },
  /** The first row of a SELECT's result is its column names, and counts like any other. */
  async GetQueryResults({ QueryExecutionId, MaxResults, NextToken }: Paging & ById) {
    const execution = executions.get(QueryExecutionId);
    const { items, ...rest } = page(await readResult(s3, execution), paging(MaxResults, 1_000, NextToken));
    return {
      ResultSet: {
        Rows: items.map((row) => ({ Data: row.map((field) => (field === undefined ? {} : { VarCharValue: field })) })),
        ResultSetMetadata: { ColumnInfo: execution.columns.map(describeColumn) },
      },
      UpdateCount: 0,
      ...rest,
    };
  },
});

const readResult = async (s3: ObjectStore, { state, type, resultLocation }: QueryExecution): Promise<Field[][]> => {
  if (state === 'QUEUED' || state === 'RUNNING') throw invalid(`Query has not yet finished. Current state: ${state}`);
  if (state !== 'SUCCEEDED') throw invalid(`Query did not finish successfully. Final query state: ${state}`);
  const object = await s3.getObject(parseS3Uri(resultLocation));
  if (!object) throw invalid(`Could not find results in ${resultLocation}`);
  const text = object.body.toString('utf8');
  return type === 'DML'
    ? readResultCsv(text)
    : text
        .split('\n')
        .slice(0, -1)
        .map((line) => [line]);
};

const describeColumn = ({ name, type, precision, scale }: QueryExecution['columns'][number]): object => ({
  CatalogName: 'hive',
  SchemaName: '',
  TableName: '',
  Name: name,
  Label: name,
  Type: type,
  Precision: precision,
  Scale: scale,
  Nullable: 'UNKNOWN',
  CaseSensitive: type === 'varchar',
});

const paging = (asked: number | undefined, largest: number, token: string | undefined) => {
  const code = 'InvalidRequestException';
  return { size: pageSize(asked, largest, code), token, code };
};

const invalid = (message: string): AwsError => new AwsError('InvalidRequestException', message);
