import { type HttpRequest, type HttpResponse, Problem } from '@millrace/shared/runtime/http';
import { tokenIn } from './token-in.ts';
import type { VerifyToken } from './verify-token.ts';

type Work = (request: HttpRequest) => Promise<HttpResponse>;

/** Gives the work the claims of the request's token, as an authorizer of the API would. Without a good one the work does not begin. */
export const withToken =
  (verify: VerifyToken, work: Work): Work =>
  async (request) => {
    const token = tokenIn(request.headers.authorization);
    const claims = token === undefined ? undefined : await verify(token);
    if (!claims)
      throw new Problem(401, 'unauthorized', 'The request needs a token of the issuer that is in force.', {
        headers: { 'www-authenticate': 'Token' },
      });
    return work({ ...request, claims });
  };
