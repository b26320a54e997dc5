import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';

/** Milliseconds. The issuer is asked at most twice, and API Gateway waits 30 s. */
const timeout = 3_000;

/** As long as API Gateway keeps keys. A key that is not among them is looked for at once, twice a minute at most. */
const maxAge = 2 * 60 * 60 * 1000;

/** The keys of an issuer, found by OpenID Connect Discovery as API Gateway finds them. What fails is asked for again the next time. */
export const issuerKeys = (issuer: string): (() => Promise<JWTVerifyGetKey>) => {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return () => {
    keys ??= discover(issuer).catch((error) => {
      keys = undefined;
      throw error;
    });
    return keys;
  };
};

const discover = async (issuer: string): Promise<JWTVerifyGetKey> => {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeout) });
  if (!response.ok) throw new Error(`The issuer answered ${response.status}`);
  const { issuer: named, jwks_uri } = (await response.json()) as { issuer?: string; jwks_uri?: string };
  if (named !== issuer || jwks_uri === undefined) throw new Error('The issuer describes another one, or has no keys');
  return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: timeout, cacheMaxAge: maxAge });
};
