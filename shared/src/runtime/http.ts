import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { mayPass } from './may-pass.ts';
import { logger } from './observability.ts';

export type HttpRequest = {
  /** As the API declares it: `GET /v1/devices/{deviceId}`. */
  route: string;
  path: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** Claims of the token that the authorizer verified. Nothing else tells who asks. */
  claims: Record<string, string>;
  body: Buffer;
  /** Aborts while there is still time to answer: what is not done by then is to be answered as not done. */
  signal?: AbortSignal;
};

/** Bytes are answered as they are, all else as JSON. */
export type HttpResponse = { status: number; body: unknown; headers?: Record<string, string> };

/** An answer that says what went wrong, as problem+json (RFC 9457). `type` is relative to the API: `/problems/<type>`. */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly extra: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    type: string,
    title: string,
    { headers = {}, ...extra }: { headers?: Record<string, string>; [member: string]: unknown } = {},
  ) {
    super(title);
    this.status = status;
    this.type = type;
    this.extra = extra;
    this.headers = headers;
  }
}

/** How a protocol of its own answers errors. */
export type Explain = (problem: Problem, requestId: string, request: HttpRequest) => HttpResponse;

/** Handles one route of an HTTP API (payload 2.0, JWT authorizer). An unknown error shows a fixed text and the request id. */
export const httpRoute =
  (work: (request: HttpRequest) => Promise<HttpResponse>, explain: Explain = problemJson) =>
  async (
    event: APIGatewayProxyEventV2WithJWTAuthorizer,
    context?: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<APIGatewayProxyStructuredResultV2> => {
    const request = { ...toRequest(event), ...timeLimit(context) };
    try {
      return toResult(await work(request));
    } catch (error) {
      const requestId = event.requestContext.requestId;
      if (error instanceof Problem) return toResult(explain(error, requestId, request));
      logger.error('The request failed', error as Error);
      const problem = mayPass(error)
        ? new Problem(503, 'unavailable', 'A service behind this one is busy; try again.', {
            headers: { 'retry-after': '1' },
          })
        : new Problem(500, 'internal', 'The request failed; the fault is on our side.');
      return toResult(explain(problem, requestId, request));
    }
  };

/** Milliseconds to answer in, also where API Gateway's 30 s ran before the function's own time, while it started. */
const answerReserve = 3_000;

const timeLimit = (context?: Pick<Context, 'getRemainingTimeInMillis'>): Pick<HttpRequest, 'signal'> =>
  context ? { signal: AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - answerReserve)) } : {};

const toRequest = (event: APIGatewayProxyEventV2WithJWTAuthorizer): HttpRequest => ({
  route: event.routeKey,
  path: present(event.pathParameters),
  query: present(event.queryStringParameters),
  headers: present(event.headers),
  claims: Object.fromEntries(
    Object.entries(event.requestContext.authorizer?.jwt?.claims ?? {}).map(([name, value]) => [name, String(value)]),
  ),
  body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
});

const present = (values: Record<string, string | undefined> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));

const problemJson: Explain = ({ status, type, message, extra, headers }, requestId) => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: { type: `/problems/${type}`, title: message, status, ...extra, requestId },
});

const toResult = ({ status, body, headers }: HttpResponse): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': 'application/json', ...headers },
  ...(body instanceof Uint8Array
    ? { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }
    : { body: JSON.stringify(body) }),
});
