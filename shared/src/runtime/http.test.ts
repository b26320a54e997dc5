import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { httpRoute, Problem } from './http.ts';

const anEvent = (given: object = {}) =>
  ({
    headers: {},
    isBase64Encoded: false,
    requestContext: { requestId: 'r-1', authorizer: { jwt: { claims: { tenant: 'ward-a' } } } },
    ...given,
  }) as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;

test('the work gets its route, claims, parameters and decoded bytes', async () => {
  const route = httpRoute(async ({ route: asked, claims, path, query, body }) => ({
    status: 200,
    body: { asked, claims, path, query, text: body.toString() },
  }));
  const answer = await route(
    anEvent({
      routeKey: 'GET /devices/{deviceId}',
      body: 'aGk=',
      isBase64Encoded: true,
      pathParameters: { deviceId: 'd' },
      queryStringParameters: { a: '1' },
    }),
  );
  expect(JSON.parse(answer.body ?? '')).toEqual({
    asked: 'GET /devices/{deviceId}',
    claims: { tenant: 'ward-a' },
    path: { deviceId: 'd' },
    query: { a: '1' },
    text: 'hi',
  });
});

test('a problem is answered as problem+json with its status, members and headers', async () => {
  const route = httpRoute(async () => {
    throw new Problem(429, 'busy', 'Too many queries.', { headers: { 'retry-after': '2' }, limit: 20 });
  });
  const answer = await route(anEvent());
  expect(answer).toMatchObject({
    statusCode: 429,
    headers: { 'content-type': 'application/problem+json', 'retry-after': '2' },
  });
  expect(JSON.parse(answer.body ?? '')).toEqual({
    type: '/problems/busy',
    title: 'Too many queries.',
    status: 429,
    limit: 20,
    requestId: 'r-1',
  });
});

test('an unknown error shows a fixed text and the request id, never its message', async () => {
  const route = httpRoute(async () => {
    throw new Error('password=secret');
  });
  const answer = await route(anEvent());
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('secret');
  expect(JSON.parse(answer.body ?? '').requestId).toBe('r-1');
});

test.each([
  ['a fault of the service', { $fault: 'server' }],
  ['throttling', { name: 'KMSThrottlingException', $fault: 'client' }],
  ['a time-out', { name: 'TimeoutError' }],
])('%s behind the route is 503 with Retry-After', async (_, error) => {
  const route = httpRoute(async () => {
    throw Object.assign(new Error('from the SDK'), error);
  });
  expect(await route(anEvent())).toMatchObject({ statusCode: 503, headers: { 'retry-after': '1' } });
});

test('the work is told to stop while there are three seconds left to answer', async () => {
  const route = httpRoute(async ({ signal }) => {
    await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    return { status: 200, body: { aborted: signal?.aborted } };
  });
  const answer = await route(anEvent(), { getRemainingTimeInMillis: () => 3_001 });
  expect(JSON.parse(answer.body ?? '')).toEqual({ aborted: true });
});

test('bytes are answered as they are', async () => {
  const route = httpRoute(async () => ({ status: 200, body: Buffer.from([0xff]), headers: { 'content-type': 'x/y' } }));
  expect(await route(anEvent())).toEqual({
    statusCode: 200,
    headers: { 'content-type': 'x/y' },
    body: '/w==',
    isBase64Encoded: true,
  });
});

test('a protocol of its own explains problems and unknown errors in its own way', async () => {
  const errors = [new Problem(429, 'busy', 'Too many.'), new Error('password=secret')];
  const route = httpRoute(
    async () => {
      throw errors.shift();
    },
    ({ status, message }, requestId, { headers }) => ({ status, body: [message, requestId, headers.accept] }),
  );
  const answers = [await route(anEvent({ headers: { accept: 'a/b' } })), await route(anEvent())];
  expect(answers.map(({ statusCode, body }) => [statusCode, JSON.parse(body ?? '')])).toEqual([
    [429, ['Too many.', 'r-1', 'a/b']],
    [500, ['The request failed; the fault is on our side.', 'r-1', null]],
  ]);
});
