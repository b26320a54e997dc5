import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const aKey = async (kid: string) => ({ kid, ...(await generateKeyPair('RS256')) });

/** An OpenID Connect issuer on loopback, with one key. `asked` counts requests by path; a path in `broken` answers 503. */
export const anIssuer = async () => {
  const asked = new Map<string, number>();
  const broken = new Set<string>();
  let key = await aKey('first');
  const server = createServer(async ({ url: path = '' }, response) => {
    asked.set(path, (asked.get(path) ?? 0) + 1);
    const document =
      path === '/.well-known/openid-configuration'
        ? { issuer: url, jwks_uri: `${url}/keys` }
        : { keys: [{ ...(await exportJWK(key.publicKey)), kid: key.kid }] };
    response.writeHead(broken.has(path) ? 503 : 200).end(JSON.stringify(document));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ url, asked, broken },
    /** Signs with another key from now on. */
    async rotate(kid: string): Promise<void> {
      key = await aKey(kid);
    },
    /** A good token but for the claims that are given; undefined leaves one out. */
    sign: (claims: Record<string, unknown> = {}, kid = key.kid): Promise<string> =>
      new SignJWT({ iss: url, aud: 'millrace', exp: Math.floor(Date.now() / 1000) + 60, tenant: 'ward-a', ...claims })
        .setProtectedHeader({ alg: 'RS256', kid })
        .sign(key.privateKey),
    stop: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
