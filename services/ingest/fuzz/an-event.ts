import { deflateSync, gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type { Random } from './random.ts';

type Given = {
  headers: Record<string, string>;
  claims: object;
  /** Whether a byte is changed on the way. */
  isDamaged: boolean;
  query?: Record<string, string>;
};

/** A request as API Gateway hands it over, in one of the encodings that a body may have. */
export const anEvent = (body: string, { headers, claims, isDamaged, query = {} }: Given, random: Random) => {
  const [encoding, encode] = random.pick([
    ['identity', (text: string) => Buffer.from(text)],
    ['gzip', (text: string) => gzipSync(text, { level: 1 })],
    ['deflate', (text: string) => deflateSync(text, { level: 1 })],
  ] as const);
  const bytes = encode(body);
  if (isDamaged && bytes.length > 0) bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
  const isBase64Encoded = isDamaged || encoding !== 'identity' || random.chance(0.3);
  return {
    headers: { ...headers, 'content-encoding': encoding },
    queryStringParameters: query,
    isBase64Encoded,
    body: bytes.toString(isBase64Encoded ? 'base64' : 'utf8'),
    requestContext: { requestId: 'fuzz', authorizer: { jwt: { claims } } },
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
};
