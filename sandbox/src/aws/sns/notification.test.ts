import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { lambda, queue, subscribeHook, topicForTest } from './sns-for-test.ts';

test('a queue receives the document, a function its event', async () => {
  const { sns, clock, topic, publish, queued, invoked, outcomes } = topicForTest();
  sns.subscribe({ topicArn: topic, protocol: 'sqs', endpoint: queue });
  const { arn } = sns.subscribe({ topicArn: topic, protocol: 'lambda', endpoint: lambda });
  const { MessageId } = await publish({
    Subject: 'Alert',
    MessageAttributes: { severity: { DataType: 'Number', StringValue: '7' } },
  });
  expect(sns.idle()).toBe(false);
  expect(outcomes()).toEqual([['pending', 'pending']]);
  await clock.advance(0);
  expect(JSON.parse(queued[0]?.body ?? '')).toEqual({
    Type: 'Notification',
    MessageId,
    TopicArn: topic,
    Subject: 'Alert',
    Message: 'raised',
    Timestamp: '2026-01-01T00:00:00.000Z',
    SignatureVersion: '2',
    Signature: expect.any(String),
    SigningCertURL: expect.stringMatching(
      /^http:\/\/127\.0\.0\.1:4566\/SimpleNotificationService-[0-9a-f]{32}\.pem\?Action=/,
    ),
    UnsubscribeURL: expect.stringContaining('http://127.0.0.1:4566/?Action=Unsubscribe&SubscriptionArn='),
    MessageAttributes: { severity: { Type: 'Number', Value: '7' } },
  });
  expect(invoked).toEqual([
    {
      at: 0,
      arn: lambda,
      event: {
        Records: [
          {
            EventSource: 'aws:sns',
            EventVersion: '1.0',
            EventSubscriptionArn: arn,
            Sns: expect.objectContaining({
              Message: 'raised',
              MessageId,
              Subject: 'Alert',
              SigningCertUrl: expect.any(String),
              UnsubscribeUrl: expect.stringContaining(arn),
              MessageAttributes: { severity: { Type: 'Number', Value: '7' } },
            }),
          },
        ],
      },
    },
  ]);
  expect(outcomes()).toEqual([['delivered', 'delivered']]);
  expect(sns.idle()).toBe(true);
});

test('raw delivery sends the message alone, to a queue with its attributes', async () => {
  const under = topicForTest();
  const { sns, clock, topic, publish, queued, posted } = under;
  sns.subscribe({ topicArn: topic, protocol: 'sqs', endpoint: queue, rawMessageDelivery: true });
  await subscribeHook(under, { rawMessageDelivery: true });
  await publish({ MessageAttributes: { severity: { DataType: 'Number', StringValue: '7' } } });
  await clock.advance(0);
  expect(queued).toEqual([{ queue, body: 'raised', attributes: { severity: '7' }, fifo: undefined }]);
  expect(posted[0]?.body).toBe('raised');
  expect(posted[0]?.headers).toMatchObject({
    'content-type': 'text/plain; charset=UTF-8',
    'x-amz-sns-rawdelivery': 'true',
  });
});

test('each protocol receives its own body of a structured message', async () => {
  const { sns, clock, topic, publish, queued, invoked } = topicForTest();
  sns.subscribe({ topicArn: topic, protocol: 'sqs', endpoint: queue, rawMessageDelivery: true });
  sns.subscribe({ topicArn: topic, protocol: 'lambda', endpoint: lambda });
  await publish({ MessageStructure: 'json', Message: JSON.stringify({ default: 'short', sqs: 'long' }) });
  await clock.advance(0);
  expect(queued[0]?.body).toBe('long');
  expect(JSON.stringify(invoked[0]?.event)).toContain('"Message":"short"');
});

test('a filter keeps a message from a subscriber, and the outbox says so', async () => {
  const { sns, clock, topic, publish, queued, invoked, outcomes } = topicForTest();
  sns.subscribe({
    topicArn: topic,
    protocol: 'sqs',
    endpoint: queue,
    filterPolicy: { severity: [{ numeric: ['>', 7] }] },
  });
  sns.subscribe({
    topicArn: topic,
    protocol: 'lambda',
    endpoint: lambda,
    filterPolicy: { state: ['raised'] },
    filterPolicyScope: 'MessageBody',
  });
  const attributes = { MessageAttributes: { severity: { DataType: 'Number', StringValue: '7' } } };
  await publish({ ...attributes, Message: '{"state":"raised"}' });
  await publish({ ...attributes, Message: '{"state":"cleared"}' });
  await clock.advance(0);
  expect(queued).toEqual([]);
  expect(invoked).toHaveLength(1);
  expect(outcomes()).toEqual([
    ['filtered out', 'delivered'],
    ['filtered out', 'filtered out'],
  ]);
});

test('email and text messages go to the outbox only', async () => {
  const { sns, clock, topic, publish, posted, outcomes } = topicForTest();
  sns.subscribe({ topicArn: topic, protocol: 'email', endpoint: 'nurse@example.com' });
  sns.subscribe({ topicArn: topic, protocol: 'sms', endpoint: '+4930123456' });
  await publish();
  await clock.advance(0);
  expect(outcomes()).toEqual([['recorded', 'recorded']]);
  expect(posted).toEqual([]);
});

test('the outbox keeps the newest thousand messages of each topic', async () => {
  const { sns, client, topic } = topicForTest();
  sns.createTopic({ name: 'other' });
  for (let ten = 0; ten < 1010; ten += 10) {
    const PublishBatchRequestEntries = Array.from({ length: 10 }, (_, n) => ({ Id: `${n}`, Message: `${ten + n}` }));
    await client.send(new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries }));
  }
  expect(sns.outbox(topic)).toHaveLength(1000);
  expect(sns.outbox(topic)[0]?.body).toBe('10');
  expect(sns.outbox('arn:aws:sns:eu-central-1:000000000000:other')).toEqual([]);
});
