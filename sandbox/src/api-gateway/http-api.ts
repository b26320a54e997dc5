import { randomUUID } from 'node:crypto';
import { account } from '../aws/account.ts';
import type { Clock } from '../clock.ts';
import type { Invoke } from '../lambda/invoke.ts';
import type { AwsRequest, AwsResponse } from '../wire/aws-service.ts';
import { matchRoute, type Route } from './match-route.ts';

/** API Gateway's payload limit. */
const maxBodyBytes = 10 * 1024 * 1024;

export type Authorizer = { issuer: string; audience: string[] };
export type ApiRoute = Route & { functionName: string; authorizer: Authorizer | undefined };
export type Claims = Record<string, string>;

type Ports = {
  clock: Clock;
  invoke: Invoke;
  /** The claims of a token that the issuer signed for the audience and that is in force; undefined for any other. */
  verify: (token: string, authorizer: Authorizer) => Promise<Claims | undefined>;
};

/** An HTTP API with JWT authorizers and Lambda proxy integrations, payload format 2.0. */
export const createHttpApi =
  ({ clock, invoke, verify }: Ports, routes: ApiRoute[]) =>
  async (request: AwsRequest): Promise<AwsResponse> => {
    const matched = matchRoute(routes, request.method, request.path);
    if (!matched) return message(404, 'Not Found');
    if (request.body.length > maxBodyBytes) return message(413, 'Request Entity Too Large');
    const { route, pathParameters } = matched;
    let claims: Claims | undefined;
    if (route.authorizer) {
      const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
      claims = token === undefined ? undefined : await verify(token, route.authorizer);
      if (!claims) return message(401, 'Unauthorized');
    }
    const event = proxyEvent(request, route, pathParameters, claims, clock.now());
    try {
      const { payload, functionError } = await invoke(route.functionName, JSON.stringify(event));
      return functionError ? message(500, 'Internal Server Error') : proxyAnswer(payload);
    } catch {
      return message(503, 'Service Unavailable');
    }
  };

const message = (status: number, text: string): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: text }),
});

const proxyEvent = (
  { method, path, query, headers, body }: AwsRequest,
  { routeKey }: Route,
  pathParameters: Record<string, string>,
  claims: Claims | undefined,
  now: number,
) => {
  const queryStringParameters: Record<string, string> = {};
  for (const name of new Set(query.keys())) queryStringParameters[name] = query.getAll(name).join(',');
  const isText = isTextual(headers);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query.toString(),
    headers,
    ...(query.size > 0 ? { queryStringParameters } : {}),
    ...(Object.keys(pathParameters).length > 0 ? { pathParameters } : {}),
    requestContext: {
      accountId: account,
      apiId: 'sandbox',
      domainName: headers.host ?? 'localhost',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: headers['user-agent'] ?? '' },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: new Date(now).toISOString(),
      timeEpoch: now,
      ...(claims ? { authorizer: { jwt: { claims, scopes: null } } } : {}),
    },
    ...(body.length > 0 ? { body: body.toString(isText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !isText,
  };
};

/** HTTP APIs pass these as text and everything else, compressed bodies included, as base64. */
const isTextual = (headers: Record<string, string>): boolean =>
  headers['content-encoding'] === undefined &&
  /^(text\/|application\/(json|javascript|xml|.*\+json))/.test(headers['content-type'] ?? '');

const proxyAnswer = (payload: string): AwsResponse => {
  const result = JSON.parse(payload);
  // Payload format 2.0: anything without a status code is itself the JSON body of a 200.
  if (typeof result?.statusCode !== 'number')
    return { status: 200, headers: { 'content-type': 'application/json' }, body: payload };
  const body = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
  const headers = Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return { status: result.statusCode, headers: Object.fromEntries(headers), body };
};
