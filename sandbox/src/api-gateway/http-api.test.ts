import { virtualClock } from '../clock.ts';
import type { Invoke } from '../lambda/invoke.ts';
import { createHttpApi } from './http-api.ts';
import { createIssuer } from './issuer.ts';

const issuer = await createIssuer(() => 'http://127.0.0.1/issuer');
const authorizer = { issuer: 'http://127.0.0.1/issuer', audience: ['millrace'] };
const routes = [
  { routeKey: 'GET /v1/devices/{deviceId}/latest', functionName: 'latest', authorizer },
  { routeKey: 'GET /v1/devices/all/latest', functionName: 'all', authorizer },
  { routeKey: 'POST /v1/readings', functionName: 'receive', authorizer: undefined },
];

/** The handler answers what it was asked. */
const echo: Invoke = async (functionName, payload) => ({
  payload: JSON.stringify({ statusCode: 200, headers: { 'X-Function': functionName }, body: payload }),
});
const ask = async (method: string, path: string, { headers = {}, body = '', invoke = echo } = {}) => {
  const api = createHttpApi({ clock: virtualClock(), invoke, verify: issuer.verify }, routes);
  const url = new URL(path, 'http://localhost');
  const answer = await api({ method, path: url.pathname, query: url.searchParams, headers, body: Buffer.from(body) });
  return { ...answer, event: answer.status === 200 ? JSON.parse(String(answer.body)) : undefined };
};
const bearer = async (audience = 'millrace') => ({
  authorization: `Bearer ${await issuer.sign({ tenant: 'ward-a' }, audience)}`,
});

test('a verified token gives the handler its claims', async () => {
  const { event } = await ask('GET', '/v1/devices/monitor%2D1/latest?measure=hr&x=1&x=2', { headers: await bearer() });
  expect(event.requestContext.authorizer.jwt.claims.tenant).toBe('ward-a');
  expect(event.pathParameters).toEqual({ deviceId: 'monitor-1' });
  expect(event.queryStringParameters).toEqual({ measure: 'hr', x: '1,2' });
});

test.each([
  ['no token', async () => ({})],
  ['a token for another audience', () => bearer('other')],
  [
    'a token that somebody altered',
    async () => ({ authorization: `${(await bearer()).authorization.slice(0, -8)}AAAAAAAA` }),
  ],
])('%s is 401 before the handler runs', async (_, headers) => {
  expect((await ask('GET', '/v1/devices/monitor-1/latest', { headers: await headers() })).status).toBe(401);
});

test('a literal segment wins over a parameter', async () => {
  const { headers } = await ask('GET', '/v1/devices/all/latest', { headers: await bearer() });
  expect(headers['x-function']).toBe('all');
});

test('JSON travels as text and compressed bodies as base64', async () => {
  const json = await ask('POST', '/v1/readings', { headers: { 'content-type': 'application/json' }, body: '{}' });
  expect(json.event).toMatchObject({ body: '{}', isBase64Encoded: false });
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const gzip = await ask('POST', '/v1/readings', { headers, body: 'x' });
  expect(gzip.event).toMatchObject({ body: 'eA==', isBase64Encoded: true });
});

test('an unknown path is 404 and another method, too', async () => {
  expect((await ask('GET', '/v2/readings')).status).toBe(404);
  expect((await ask('GET', '/v1/readings')).status).toBe(404);
});

test('a failed handler is 500 and tells nothing of itself', async () => {
  const invoke: Invoke = async () => ({ functionError: 'Unhandled', payload: '{"errorMessage":"secret"}' });
  const { status, body } = await ask('POST', '/v1/readings', { invoke });
  expect(status).toBe(500);
  expect(String(body)).toBe('{"message":"Internal Server Error"}');
});
