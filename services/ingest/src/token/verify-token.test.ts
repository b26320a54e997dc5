import fc from 'fast-check';
import { generateKeyPair, SignJWT } from 'jose';
import { anIssuer } from './testing/an-issuer.ts';
import { verifyToken } from './verify-token.ts';

let issuer: Awaited<ReturnType<typeof anIssuer>>;
beforeEach(async () => {
  issuer = await anIssuer();
});
afterEach(() => issuer.stop());

const verifier = () => verifyToken({ TOKEN_ISSUER: issuer.url, TOKEN_AUDIENCE: 'millrace' });
const now = () => Math.floor(Date.now() / 1000);

test('a good token gives its claims as texts, as API Gateway writes them', async () => {
  const token = await issuer.sign({ scp: ['a', 'readings:write-tenant'], level: 3, device_id: null, nested: { a: 1 } });
  expect(await verifier()(token)).toMatchObject({
    tenant: 'ward-a',
    aud: 'millrace',
    scp: '[a readings:write-tenant]',
    level: '3',
    device_id: '',
    nested: '',
  });
});

test.each([
  ['among others', { aud: ['other', 'millrace'] }],
  ['as the client, where there is no audience', { aud: undefined, client_id: 'millrace' }],
])('a token may name the audience %s', async (_, claims) => {
  expect(await verifier()(await issuer.sign(claims))).toHaveProperty('tenant', 'ward-a');
});

test.each([
  ['of another issuer', { iss: 'https://issuer.example.com' }],
  ['for another audience', { aud: 'other' }],
  ['for another audience, of a client called like ours', { aud: 'other', client_id: 'millrace' }],
  ['for no audience', { aud: undefined }],
  ['that has expired', { exp: now() - 1 }],
  ['that never expires', { exp: undefined }],
  ['that is not in force yet', { nbf: now() + 60 }],
])('a token %s is none', async (_, claims) => {
  expect(await verifier()(await issuer.sign(claims))).toBeUndefined();
});

test('a token that another key signed is none, also under the name of a key of the issuer', async () => {
  const other = await anIssuer();
  const verify = verifier();
  expect(await verify(await other.sign({ iss: issuer.url }))).toBeUndefined();
  expect(await verify(await other.sign({ iss: issuer.url }, 'unknown'))).toBeUndefined();
  await other.stop();
});

test('a token that was altered, that has no signature, or one of another kind, is none', async () => {
  const verify = verifier();
  const token = await issuer.sign();
  const [header = '', , signature = ''] = token.split('.');
  const forged = Buffer.from(JSON.stringify({ iss: issuer.url, aud: 'millrace', exp: now() + 60, tenant: 'ward-b' }));
  expect(await verify(`${header}.${forged.toString('base64url')}.${signature}`)).toBeUndefined();
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  expect(await verify(`${unsigned}.${forged.toString('base64url')}.`)).toBeUndefined();
  const secret = new TextEncoder().encode('a secret that anybody may choose');
  const symmetric = new SignJWT({ iss: issuer.url, aud: 'millrace', exp: now() + 60 });
  expect(await verify(await symmetric.setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(secret))).toBeUndefined();
  const { privateKey } = await generateKeyPair('ES256');
  const elliptic = new SignJWT({ iss: issuer.url, aud: 'millrace', exp: now() + 60 });
  expect(
    await verify(await elliptic.setProtectedHeader({ alg: 'ES256', kid: 'first' }).sign(privateKey)),
  ).toBeUndefined();
});

test('any other text is none', async () => {
  const verify = verifier();
  const parts = fc.array(fc.oneof(fc.base64String(), fc.string({ unit: 'binary' })), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(parts, async (texts) => {
      expect(await verify(texts.join('.'))).toBeUndefined();
    }),
  );
  expect(issuer.asked.get('/keys')).toBeUndefined();
});

test('the issuer is asked once for many tokens, and for a key that it has since, but not by every token', async () => {
  const verify = verifier();
  for (let time = 0; time < 3; time++) expect(await verify(await issuer.sign())).toBeDefined();
  await issuer.rotate('second');
  expect(await verify(await issuer.sign())).toBeUndefined();
  expect([...issuer.asked.values()]).toEqual([1, 1]);
  const { now } = Date;
  Date.now = () => now() + 31_000;
  try {
    expect(await verify(await issuer.sign())).toBeDefined();
  } finally {
    Date.now = now;
  }
  expect([...issuer.asked.values()]).toEqual([1, 2]);
});

test.each(['/.well-known/openid-configuration', '/keys'])(
  'where %s cannot be had nobody can tell, which is 503, and the next token is looked at anew',
  async (path) => {
    const verify = verifier();
    const token = await issuer.sign();
    issuer.broken.add(path);
    const unavailable = expect.objectContaining({ status: 503, headers: { 'retry-after': '1' } });
    await expect(verify(token)).rejects.toEqual(unavailable);
    issuer.broken.clear();
    expect(await verify(token)).toBeDefined();
  },
);

test('an issuer that cannot be reached, or describes another one, is 503', async () => {
  const token = await issuer.sign();
  for (const TOKEN_ISSUER of ['http://127.0.0.1:1', `${issuer.url}/`])
    await expect(verifyToken({ TOKEN_ISSUER, TOKEN_AUDIENCE: 'millrace' })(token)).rejects.toMatchObject({
      status: 503,
    });
});
