import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { virtualClock } from '../clock.ts';
import { inProcess } from '../wire/in-process.ts';
import { createSqs } from './sqs.ts';

const aQueue = (settings: object = {}) => {
  const clock = virtualClock();
  const sqs = createSqs({ clock });
  const { url: QueueUrl, arn } = sqs.createQueue({ name: 'dead-letters', ...settings });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const endpoint = 'http://127.0.0.1:4566';
  const client = new SQSClient({
    region: 'eu-central-1',
    credentials,
    endpoint,
    requestHandler: inProcess(sqs.service),
  });
  return {
    ...{ clock, sqs, client, arn, QueueUrl },
    send: (MessageBody: string, more: object = {}) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more })),
    receive: async (more: object = {}) =>
      (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? [],
    counts: async () => {
      const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
      const attributes: Record<string, string> = (await client.send(asked)).Attributes ?? {};
      return ['', 'NotVisible', 'Delayed'].map((kind) => Number(attributes[`ApproximateNumberOfMessages${kind}`]));
    },
  };
};

test('a message is received with its attributes', async () => {
  const { clock, sqs, arn, receive } = aQueue();
  const { messageId } = await sqs.send(arn, '{"a":1}', { ERROR_CODE: '100' });
  expect(await receive({ MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['ERROR.*'] })).toEqual([
    {
      MessageId: messageId,
      ReceiptHandle: expect.any(String),
      Body: '{"a":1}',
      MD5OfBody: 'bb6cb5c68df4652941caf652a366f2d8',
      Attributes: {
        SenderId: '000000000000',
        SentTimestamp: String(clock.now()),
        ApproximateReceiveCount: '1',
        ApproximateFirstReceiveTimestamp: String(clock.now()),
      },
      MessageAttributes: { ERROR_CODE: { DataType: 'String', StringValue: '100' } },
    },
  ]);
});

test('a received message is invisible until its time is over, or for good when deleted', async () => {
  const { clock, client, QueueUrl, send, receive, counts } = aQueue({ visibilityTimeout: 60 });
  await send('first');
  await send('second');
  const [first] = await receive();
  expect(await counts()).toEqual([0, 2, 0]);
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
  await clock.advance(59_999);
  expect(await receive()).toEqual([]);
  await clock.advance(1);
  const again = await receive({ AttributeNames: ['ApproximateReceiveCount'], VisibilityTimeout: 0 });
  expect(again.map(({ Body, Attributes }) => [Body, Attributes])).toEqual([
    ['second', { ApproximateReceiveCount: '2' }],
  ]);
  expect(await counts()).toEqual([1, 0, 0]);
});

test('the handle of an earlier receipt deletes nothing', async () => {
  const { client, QueueUrl, send, receive, counts } = aQueue();
  await send('body');
  const [early] = await receive({ VisibilityTimeout: 0 });
  const [late] = await receive({ VisibilityTimeout: 0 });
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: early?.ReceiptHandle }));
  expect(await counts()).toEqual([1, 0, 0]);
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: late?.ReceiptHandle }));
  expect(await counts()).toEqual([0, 0, 0]);
  const invented = new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'invented' });
  await expect(client.send(invented)).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
});

test('a receiver waits for a message, as long as it says', async () => {
  const { clock, send, receive } = aQueue();
  let answer: unknown;
  const waits = async () => {
    answer = undefined;
    answer = await receive({ WaitTimeSeconds: 20 });
  };
  const woken = waits();
  await clock.advance(10_000);
  expect(answer).toBeUndefined();
  await send('body');
  await woken;
  expect(answer).toMatchObject([{ Body: 'body' }]);
  const hidden = waits();
  await clock.advance(20_000);
  await hidden;
  expect(answer).toEqual([]);
});

test('a waiting receiver gets the message that becomes visible again', async () => {
  const { clock, send, receive } = aQueue();
  await send('body', { DelaySeconds: 5 });
  const waiting = receive({ WaitTimeSeconds: 20 });
  await clock.advance(5_000);
  expect(await waiting).toMatchObject([{ Body: 'body' }]);
});

test('of several waiting receivers one gets the message', async () => {
  const { clock, send, receive } = aQueue();
  const waiting = [receive({ WaitTimeSeconds: 1 }), receive({ WaitTimeSeconds: 1 })];
  await clock.advance(500);
  await send('body');
  await clock.advance(500);
  expect((await Promise.all(waiting)).flat()).toHaveLength(1);
});

test('a message is gone when its retention is over', async () => {
  const { clock, send, counts } = aQueue({ messageRetentionPeriod: 60 });
  await send('first');
  await clock.advance(59_999);
  await send('second');
  expect(await counts()).toEqual([2, 0, 0]);
  await clock.advance(1);
  expect(await counts()).toEqual([1, 0, 0]);
});

test('a delayed message is visible after its delay', async () => {
  const { clock, send, counts } = aQueue({ delaySeconds: 5 });
  await send('body');
  expect(await counts()).toEqual([0, 0, 1]);
  await clock.advance(5_000);
  expect(await counts()).toEqual([1, 0, 0]);
});

test('the entries of a batch succeed and fail by themselves', async () => {
  const { client, QueueUrl, receive } = aQueue();
  const Entries = [
    { Id: 'a', MessageBody: 'body' },
    { Id: 'b', MessageBody: 'x'.repeat(1024 * 1024 + 1) },
    { Id: 'c', MessageBody: 'x'.repeat(1024 * 1024) },
  ];
  const { Successful, Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
  expect(Failed).toMatchObject([{ Id: 'b', Code: 'InvalidParameterValue', SenderFault: true }]);
  const handles = (await receive()).map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle }));
  const deleted = await client.send(
    new DeleteMessageBatchCommand({ QueueUrl, Entries: [...handles, { Id: 'x', ReceiptHandle: 'invented' }] }),
  );
  expect(deleted.Successful).toEqual([{ Id: '0' }, { Id: '1' }]);
  expect(deleted.Failed).toMatchObject([{ Id: 'x', Code: 'ReceiptHandleIsInvalid' }]);
  const twice = new SendMessageBatchCommand({ QueueUrl, Entries: [Entries[0], Entries[0]] as typeof Entries });
  await expect(client.send(twice)).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinct' });
});

test('queues are created, found, listed and emptied', async () => {
  const { client, QueueUrl, send, counts } = aQueue();
  const Attributes = { VisibilityTimeout: '60', KmsMasterKeyId: 'alias/key' };
  const created = await client.send(new CreateQueueCommand({ QueueName: 'other', Attributes }));
  expect(created.QueueUrl).toBe('http://127.0.0.1/000000000000/other');
  const found = await client.send(new GetQueueUrlCommand({ QueueName: 'other' }));
  expect(found.QueueUrl).toBe(created.QueueUrl);
  expect((await client.send(new ListQueuesCommand())).QueueUrls).toEqual([QueueUrl, created.QueueUrl]);
  expect((await client.send(new ListQueuesCommand({ QueueNamePrefix: 'o' }))).QueueUrls).toEqual([created.QueueUrl]);
  const changed = new CreateQueueCommand({ QueueName: 'other', Attributes: { VisibilityTimeout: '61' } });
  await expect(client.send(changed)).rejects.toMatchObject({ name: 'QueueNameExists' });
  await send('body');
  await client.send(new PurgeQueueCommand({ QueueUrl }));
  expect(await counts()).toEqual([0, 0, 0]);
});

test('a queue is known by its name, whatever host and port its URL has', async () => {
  const { client, send } = aQueue();
  await send('body');
  const elsewhere = new ReceiveMessageCommand({ QueueUrl: 'http://localhost:4566/000000000000/dead-letters' });
  expect((await client.send(elsewhere)).Messages).toMatchObject([{ Body: 'body' }]);
  const missing = new ReceiveMessageCommand({ QueueUrl: 'http://127.0.0.1/000000000000/missing' });
  await expect(client.send(missing)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
});

test('what is not supported is named', async () => {
  const { client, QueueUrl } = aQueue();
  const set = client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: {} }));
  await expect(set).rejects.toMatchObject({ message: 'The sandbox does not support SQS SetQueueAttributes.' });
  const fifo = client.send(new CreateQueueCommand({ QueueName: 'a', Attributes: { FifoQueue: 'true' } }));
  await expect(fifo).rejects.toMatchObject({ message: 'The sandbox does not support SQS queues with FifoQueue.' });
});

test('queues and messages survive a save and restore', async () => {
  const { sqs, arn, receive, send } = aQueue({ visibilityTimeout: 60 });
  const { MessageId } = await send('before');
  await receive();
  const restored = aQueue();
  restored.sqs.restore(structuredClone(sqs.save()));
  expect(await restored.receive()).toEqual([]);
  await restored.clock.advance(60_000);
  expect(await restored.receive()).toMatchObject([{ Body: 'before', MessageId }]);
  expect((await restored.sqs.send(arn, 'after')).messageId).not.toBe(MessageId);
});
