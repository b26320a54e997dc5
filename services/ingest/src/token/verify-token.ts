import type { Environment } from '@millrace/shared/runtime/environment';
import { type HttpRequest, Problem } from '@millrace/shared/runtime/http';
import { logger } from '@millrace/shared/runtime/observability';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { environment } from './config.ts';
import { issuerKeys } from './issuer-keys.ts';

/** The claims of a token that is good, undefined of any other. Throws a `Problem` where nobody can tell. */
export type VerifyToken = (token: string) => Promise<HttpRequest['claims'] | undefined>;

/** Those that API Gateway's own JWT authorizer takes. */
const algorithms = ['RS256', 'RS384', 'RS512'];

/** Takes the tokens that API Gateway's JWT authorizer would: signed by the issuer, in force, for the audience. */
export const verifyToken = ({
  TOKEN_ISSUER: issuer,
  TOKEN_AUDIENCE: audience,
}: Environment<typeof environment>): VerifyToken => {
  const keys = issuerKeys(issuer);
  const keyOf: JWTVerifyGetKey = async (header, token) => {
    try {
      return await (await keys())(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      logger.error('The keys of the issuer cannot be had', error as Error);
      throw new Problem(503, 'issuer-unavailable', 'The token cannot be checked now; try again.', {
        headers: { 'retry-after': '1' },
      });
    }
  };
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keyOf, { issuer, algorithms, requiredClaims: ['exp'] });
      return isFor(audience, payload) ? textsOf(payload) : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  };
};

/** Cognito's access tokens name their client instead of an audience. */
const isFor = (audience: string, { aud, client_id }: JWTPayload): boolean =>
  [aud ?? client_id].flat().includes(audience);

/** As API Gateway hands claims over: a list as `[a b]`. What is no text in the end is an empty one, which no id may be. */
const textsOf = (payload: JWTPayload): Record<string, string> =>
  Object.fromEntries(Object.entries(payload).map(([name, claim]) => [name, textOf(claim)]));

const textOf = (claim: unknown): string => {
  if (Array.isArray(claim)) return `[${claim.join(' ')}]`;
  return typeof claim === 'object' ? '' : String(claim);
};
