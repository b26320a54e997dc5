import { Readable } from 'node:stream';
import type { AwsService } from './aws-service.ts';

type SdkRequest = {
  method: string;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
};

/** An SDK `requestHandler` that calls an emulated service in the same process: no socket, no port, any clock. */
export const inProcess = (service: AwsService) => ({
  async handle(request: SdkRequest) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(request.query ?? {}))
      for (const each of Array.isArray(value) ? value : [value ?? '']) query.append(name, each);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, v]) => [name.toLowerCase(), v]));
    const {
      status,
      headers: responseHeaders,
      body,
    } = await service({
      method: request.method,
      path: request.path,
      query,
      headers,
      body: await bytesOf(request.body),
    });
    return { response: { statusCode: status, headers: responseHeaders, body: Readable.from([Buffer.from(body)]) } };
  },
});

const bytesOf = async (body: unknown): Promise<Buffer> => {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};
