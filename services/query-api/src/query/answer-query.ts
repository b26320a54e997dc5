import type { Parameters } from '@millrace/shared/rest/parameter';
import { readParameters } from '@millrace/shared/rest/read-parameters';
import { type HttpRequest, type HttpResponse, Problem } from '@millrace/shared/runtime/http';
import type { AskPage } from '../athena/ask-page.ts';
import { sqlText } from '../athena/sql-literal.ts';
import type { Query } from './query.ts';

/** Of items in a page. */
export const maxLimit = 1000;

type Ports = { ask: AskPage; now: () => number };

/** The tenant of the token that the authorizer verified. Throws the `Problem` 403 for a token without one. */
export const tenantOf = ({ claims }: Pick<HttpRequest, 'claims'>): string => {
  if (!claims.tenant) throw new Problem(403, 'no-tenant', 'The token has no tenant claim.');
  return claims.tenant;
};

/** Answers a query to the tenant of the token, and about one device where a device is named: `{ items, nextToken? }`. */
export const answerQuery =
  ({ ask, now }: Ports) =>
  <P extends Parameters>(query: Query<P>) =>
  async (request: HttpRequest, deviceId?: string): Promise<HttpResponse> => {
    const asked = now();
    const subjects = [tenantOf(request), ...(deviceId === undefined ? [] : [deviceId])].map(sqlText);
    const { values, page } = readParameters(query.parameters, request.query, asked, maxLimit);
    query.check?.(values);
    const literals = [...subjects, ...query.literals(values, asked)];
    const { rows, nextToken } = await ask({ sql: query.sql, literals, subjects: subjects.length }, page);
    return { status: 200, body: { items: rows.map(query.toItem), ...(nextToken === undefined ? {} : { nextToken }) } };
  };
