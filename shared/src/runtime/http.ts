import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { mayPass } from './may-pass.ts';
import { logger } from './observability.ts';

export type HttpRequest = {
  path: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** Claims of the token that the authorizer verified. Nothing else tells who asks. */
  claims: Record<string, string>;
  body: Buffer;
};

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

/** Handles one route of an HTTP API (payload 2.0, JWT authorizer). An unknown error shows a fixed text and the request id. */
export const httpRoute =
  (work: (request: HttpRequest) => Promise<HttpResponse>) =>
  async (event: APIGatewayProxyEventV2WithJWTAuthorizer): Promise<APIGatewayProxyStructuredResultV2> => {
    try {
      const { status, body, headers = {} } = await work(toRequest(event));
      return {
        statusCode: status,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      };
    } catch (error) {
      const requestId = event.requestContext.requestId;
      if (error instanceof Problem) return problemAnswer(error, requestId);
      logger.error('The request failed', error as Error);
      const problem = mayPass(error)
        ? new Problem(503, 'unavailable', 'A service behind this one is busy; try again.', {
            headers: { 'retry-after': '1' },
          })
        : new Problem(500, 'internal', 'The request failed; the fault is on our side.');
      return problemAnswer(problem, requestId);
    }
  };

const toRequest = (event: APIGatewayProxyEventV2WithJWTAuthorizer): HttpRequest => ({
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

const problemAnswer = (
  { status, type, message, extra, headers }: Problem,
  requestId: string,
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify({ type: `/problems/${type}`, title: message, status, ...extra, requestId }),
});
