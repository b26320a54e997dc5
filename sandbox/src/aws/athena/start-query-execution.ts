import { AwsError } from '../../wire/aws-service.ts';
import type { QueryExecutions } from './query-executions.ts';
import type { WorkGroups } from './work-groups.ts';

type StartQueryExecution = {
  QueryString: string;
  ClientRequestToken?: string;
  QueryExecutionContext?: { Database?: string; Catalog?: string };
  ResultConfiguration?: { OutputLocation?: string };
  WorkGroup?: string;
  ExecutionParameters?: string[];
};

/** The longest query text, in bytes of UTF-8. */
const longestQuery = 262_144;

/**
 * Submits a query. A request that is repeated under its token gives the query that is there; a token under which
 * something else was asked is refused.
 */
export const createStartQueryExecution = (executions: QueryExecutions, workGroups: WorkGroups) => {
  const requests = new Map<string, { id: string; request: string }>();

  return ({ ClientRequestToken: token, ...request }: StartQueryExecution): { QueryExecutionId: string } => {
    const { QueryString: query, QueryExecutionContext: context = {}, WorkGroup: workGroup = 'primary' } = request;
    if (!query || Buffer.byteLength(query) > longestQuery)
      throw invalid(`QueryString must have between 1 and ${longestQuery} bytes.`);
    if (token !== undefined && !(token.length >= 32 && token.length <= 128))
      throw invalid('ClientRequestToken must have between 32 and 128 characters.');
    if (context.Catalog && context.Catalog.toLowerCase() !== 'awsdatacatalog')
      throw invalid(`The sandbox has no data catalog ${context.Catalog}.`);

    const before = token === undefined ? undefined : requests.get(token);
    if (before && before.request !== JSON.stringify(request)) throw invalid('Idempotent parameters do not match.');
    if (before && executions.find(before.id)) return { QueryExecutionId: before.id };

    const { id } = executions.submit({
      query,
      workGroup,
      parameters: request.ExecutionParameters ?? [],
      database: context.Database ?? 'default',
      outputLocation: workGroups.outputLocation(workGroup, request.ResultConfiguration?.OutputLocation),
    });
    if (token !== undefined) {
      for (const [old, { id: forgotten }] of requests) if (!executions.find(forgotten)) requests.delete(old);
      requests.set(token, { id, request: JSON.stringify(request) });
    }
    return { QueryExecutionId: id };
  };
};

const invalid = (message: string): AwsError => new AwsError('InvalidRequestException', message);
