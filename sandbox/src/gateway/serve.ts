import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AwsRequest, AwsService } from '../wire/aws-service.ts';

/** More than any request of the platform may hold; S3 parts of the AWS CLI are 8 MiB. */
const maxRequestBytes = 64 * 1024 * 1024;

export type Served = { url: string; close: () => Promise<void> };

/** Serves a request → response function on loopback. Port 0 takes a free one. Rejects with EADDRINUSE when it is taken. */
export const serve = (service: AwsService, port: number): Promise<Served> =>
  new Promise((resolve, reject) => {
    const server = createServer(async (incoming, outgoing) => {
      try {
        const { status, headers, body } = await service(await readRequest(incoming));
        // A 304 and an answer to HEAD have no body; HEAD keeps the length that a GET would have.
        const bytes = status === 304 || incoming.method === 'HEAD' ? '' : body;
        outgoing.writeHead(
          status,
          incoming.method === 'HEAD' ? headers : { ...headers, 'content-length': Buffer.byteLength(bytes) },
        );
        outgoing.end(bytes);
      } catch (error) {
        outgoing.writeHead(500, { 'content-type': 'application/json' });
        outgoing.end(
          JSON.stringify({ __type: 'InternalFailure', message: error instanceof Error ? error.message : '' }),
        );
      }
    });
    server.keepAliveTimeout = 60_000;
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: bound } = server.address() as AddressInfo;
      resolve({ url: `http://127.0.0.1:${bound}`, close: () => close(server) });
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const readRequest = async (incoming: IncomingMessage): Promise<AwsRequest> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length > maxRequestBytes) throw new Error('The request is over 64 MiB.');
    chunks.push(chunk);
  }
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : (value ?? ''),
      ]),
    ),
    body: Buffer.concat(chunks),
  };
};
