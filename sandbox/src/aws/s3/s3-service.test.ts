import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { AwsService } from '../../wire/aws-service.ts';
import { region } from '../account.ts';
import { credentials, s3ForTest } from './s3-for-test.ts';

/** The least of a gateway: one service on loopback. Collects the requests' headers. */
const serve = async (
  service: AwsService,
): Promise<{ server: Server; port: number; seen: Record<string, string>[] }> => {
  const seen: Record<string, string>[] = [];
  const server = createServer(async (request, response) => {
    const headers = request.headers as Record<string, string>;
    seen.push(headers);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const [path = '/', query] = (request.url ?? '/').split('?');
    const body = Buffer.concat(chunks);
    const method = request.method ?? 'GET';
    const answer = await service({ method, path, query: new URLSearchParams(query), headers, body });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, port: (server.address() as AddressInfo).port, seen };
};

const { s3, remove } = s3ForTest();
const { server, port, seen } = await serve(s3.service);
const client = new S3Client({ region, credentials, endpoint: `http://127.0.0.1:${port}` });

afterAll(async () => {
  client.destroy();
  await new Promise((closed) => server.close(closed));
  remove();
});

test('a streamed upload with its checksum in the trailer is stored byte for byte', async () => {
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, n) => (n * 31) % 256));
  const chunks = [bytes.subarray(0, 70_000), bytes.subarray(70_000, 70_001), bytes.subarray(70_001)];
  const stream = { Body: Readable.from(chunks), ContentLength: bytes.length, ContentEncoding: 'gzip' };
  await client.send(new PutObjectCommand({ Bucket: 'lake', Key: 'streamed', ...stream }));
  expect(seen.at(-1)).toMatchObject({
    'content-encoding': expect.stringContaining('aws-chunked'),
    'x-amz-trailer': 'x-amz-checksum-crc32',
  });
  const { Body, ContentEncoding } = await client.send(new GetObjectCommand({ Bucket: 'lake', Key: 'streamed' }));
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
  expect(ContentEncoding).toBe('gzip');
});

test('HEAD tells the size without the body', async () => {
  await s3.putObject({ bucket: 'lake', key: 'sized', body: '123456789' });
  const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket: 'lake', Key: 'sized' }));
  expect(ContentLength).toBe(9);
});

test('a bucket in the host name is the bucket in the path', async () => {
  await s3.putObject({ bucket: 'lake', key: 'a/b', body: 'hosted' });
  const answer = (host: string, path: string) =>
    s3.service({ method: 'GET', path, query: new URLSearchParams(), headers: { host }, body: Buffer.alloc(0) });
  expect((await answer(`lake.localhost:${port}`, '/a/b')).body.toString()).toBe('hosted');
  expect((await answer(`127.0.0.1:${port}`, '/lake/a/b')).body.toString()).toBe('hosted');
});

test('keys that a URL would normalise arrive as they are', async () => {
  for (const key of ['/a', 'a//b', '../a', './a', 'a/', 'a b+c%20?#ä']) {
    await client.send(new PutObjectCommand({ Bucket: 'lake', Key: key, Body: key }));
    expect((await s3.getObject({ bucket: 'lake', key }))?.body.toString()).toBe(key);
  }
});
