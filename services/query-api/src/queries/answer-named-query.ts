import type { Parameters } from '@millrace/shared/rest/parameter';
import { type HttpRequest, type HttpResponse, Problem } from '@millrace/shared/runtime/http';
import type { Query } from '../query/query.ts';
import { describeQueries } from './describe-queries.ts';
import { namedQueries } from './named-queries.ts';

type Ports = { answer: (query: Query<Parameters>) => (request: HttpRequest) => Promise<HttpResponse> };

/** Answers the query that the path names, and without a name the list of queries. */
export const answerNamedQuery =
  ({ answer }: Ports) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const { name } = request.path;
    if (name === undefined) return { status: 200, body: { items: describeQueries(namedQueries) } };
    const query = Object.hasOwn(namedQueries, name) ? namedQueries[name] : undefined;
    if (!query) throw new Problem(404, 'query-unknown', 'There is no query of that name.');
    return answer(query)(request);
  };
