import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client sent, and what it was answered. */
export type Passed = { encoding: string | undefined; status: number };

/**
 * An API behind a gateway that takes requests through but loses the first answers, and says so with the given statuses. `send` gets its
 * address; answers what passed meanwhile.
 */
export const throughLossyGateway = async (
  api: string,
  losses: number[],
  send: (gateway: string) => Promise<void>,
): Promise<Passed[]> => {
  const passed: Passed[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { authorization = '', 'content-type': type = '', 'content-encoding': encoding } = request.headers;
    const answer = await fetch(api + request.url, {
      method: 'POST',
      headers: { authorization, 'content-type': type, ...(encoding ? { 'content-encoding': encoding } : {}) },
      body: Buffer.concat(chunks),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    const loss = losses.shift();
    passed.push({ encoding, status: loss ?? answer.status });
    if (loss === undefined) response.writeHead(answer.status).end(body);
    else response.writeHead(loss, { 'retry-after': '1' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await send(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
  return passed;
};
