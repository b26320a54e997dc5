import { verify, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { startClock } from '../../clock.ts';
import type { AwsService } from '../../wire/aws-service.ts';
import { inProcess } from '../../wire/in-process.ts';
import { createSns } from './sns.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

const listen = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const serve =
  (service: AwsService): RequestListener =>
  async ({ url = '/', method = 'GET' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
    const request = { method, path: pathname, query: searchParams, headers: {}, body: Buffer.alloc(0) };
    const { status, headers, body } = await service(request);
    response.writeHead(status, headers).end(body);
  };

/** What SNS documents for verifying: the fields of the type, in byte order, each with its value on the next line. */
const signedText = (document: Record<string, string>, fields: string[]): Buffer =>
  Buffer.from(fields.map((field) => `${field}\n${document[field]}\n`).join(''));

test('a real HTTP subscriber confirms by the link it is sent and can verify each signature', async () => {
  const received: Record<string, string>[] = [];
  let arrived = Promise.withResolvers<void>();
  const subscriber = await listen(async (request, response) => {
    received.push(JSON.parse(String(await buffer(request))));
    response.end();
    arrived.resolve();
  });
  const sns = createSns({
    clock: startClock(),
    endpoint: () => endpoint,
    post: async (url, headers, body) => (await fetch(url, { method: 'POST', headers, body })).status,
    deliver: async () => {},
    deadLetter: async () => {},
  });
  const endpoint = await listen(serve(sns.service));
  const client = new SNSClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestHandler: inProcess(sns.service),
  });
  const { arn } = sns.createTopic({ name: 'alerts' });
  await client.send(new SubscribeCommand({ TopicArn: arn, Protocol: 'http', Endpoint: `${subscriber}/hook` }));
  await arrived.promise;
  const [confirmation = {}] = received;
  expect(confirmation.Type).toBe('SubscriptionConfirmation');
  const confirmed = await fetch(confirmation.SubscribeURL ?? '');
  expect(await confirmed.text()).toContain('<ConfirmSubscriptionResult><SubscriptionArn>');

  arrived = Promise.withResolvers();
  await client.send(new PublishCommand({ TopicArn: arn, Message: 'raised', Subject: 'Alert' }));
  await arrived.promise;
  const [, notification = {}] = received;
  expect(notification).toMatchObject({ Type: 'Notification', Message: 'raised', SignatureVersion: '2' });

  const pem = await (await fetch(notification.SigningCertURL ?? '')).text();
  const key = new X509Certificate(pem).publicKey;
  const isSigned = (document: Record<string, string>, fields: string[]) =>
    verify('sha256', signedText(document, fields), key, Buffer.from(document.Signature ?? '', 'base64'));
  const notificationFields = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
  expect(isSigned(notification, notificationFields)).toBe(true);
  expect(isSigned({ ...notification, Message: 'cleared' }, notificationFields)).toBe(false);
  expect(
    isSigned(confirmation, ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']),
  ).toBe(true);
});
