import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { AwsService } from '../wire/aws-service.ts';
import type { Authorizer, Claims } from './http-api.ts';

/**
 * An OpenID Connect issuer of the sandbox's own: it signs the tokens that the authorizers check, with a key made at start.
 * `url` is where it is served, and the `iss` of its tokens.
 */
export const createIssuer = async (url: () => string) => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'sandbox', alg: 'RS256', use: 'sig' }] };
  const keys = createLocalJWKSet(jwks);
  const documents: Record<string, () => object> = {
    '/issuer/.well-known/openid-configuration': () => ({ issuer: url(), jwks_uri: `${url()}/jwks.json` }),
    '/issuer/jwks.json': () => jwks,
  };
  const service: AwsService = async ({ path }) => {
    const document = documents[path];
    return {
      status: document ? 200 : 404,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(document?.() ?? { message: 'Not Found' }),
    };
  };
  return {
    service,
    /** A token in force for a day. */
    sign: (claims: Claims, audience: string): Promise<string> =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'sandbox' })
        .setIssuer(url())
        .setAudience(audience)
        .setSubject(claims.sub ?? 'sandbox')
        .setIssuedAt()
        .setExpirationTime('1d')
        .sign(privateKey),
    async verify(token: string, { issuer, audience }: Authorizer): Promise<Claims | undefined> {
      try {
        const { payload } = await jwtVerify(token, keys, { issuer, audience });
        return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
      } catch {
        return undefined;
      }
    },
  };
};
