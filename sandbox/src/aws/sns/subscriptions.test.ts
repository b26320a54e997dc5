import {
  ConfirmSubscriptionCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { deadLetterArn, lambda, queue, topicForTest } from './sns-for-test.ts';

test('a subscription has attributes that can be set and shown', async () => {
  const { client, topic } = topicForTest();
  const { SubscriptionArn } = await client.send(
    new SubscribeCommand({
      TopicArn: topic,
      Protocol: 'sqs',
      Endpoint: queue,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  const set = (AttributeName: string, AttributeValue: string) =>
    client.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  await set('FilterPolicyScope', 'MessageBody');
  await set('FilterPolicy', '{"a":{"b":["c"]}}');
  await set('RedrivePolicy', JSON.stringify({ deadLetterTargetArn: deadLetterArn }));
  const shown = async () => (await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;
  expect(await shown()).toEqual({
    SubscriptionArn,
    TopicArn: topic,
    Owner: '000000000000',
    Protocol: 'sqs',
    Endpoint: queue,
    PendingConfirmation: 'false',
    ConfirmationWasAuthenticated: 'true',
    RawMessageDelivery: 'true',
    FilterPolicy: '{"a":{"b":["c"]}}',
    FilterPolicyScope: 'MessageBody',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterArn }),
  });
  await expect(set('FilterPolicyScope', 'MessageAttributes')).rejects.toThrow('does not support nested');
  await expect(set('DeliveryPolicy', '{}')).rejects.toThrow('AttributeName');
  expect(await shown()).toMatchObject({ FilterPolicyScope: 'MessageBody' });
  await set('FilterPolicy', '');
  expect(await shown()).not.toHaveProperty('FilterPolicy');
});

test('subscribing twice is one subscription, unless the attributes differ', async () => {
  const { client, topic } = topicForTest();
  const subscribe = (Attributes: Record<string, string>) =>
    client.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: queue, Attributes }));
  const { SubscriptionArn } = await subscribe({ RawMessageDelivery: 'true' });
  expect((await subscribe({})).SubscriptionArn).toBe(SubscriptionArn);
  expect((await subscribe({ RawMessageDelivery: 'true' })).SubscriptionArn).toBe(SubscriptionArn);
  await expect(subscribe({ RawMessageDelivery: 'false' })).rejects.toThrow('already exists with different attributes');
  await client.send(new UnsubscribeCommand({ SubscriptionArn }));
  const { Subscriptions } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
  expect(Subscriptions).toEqual([]);
});

test.each([
  ['http', 'http://example.com/hook', 'loopback addresses only, not to example.com'],
  ['http', 'http://127.0.0.1.example.com/', 'loopback'],
  ['https', 'http://127.0.0.1/', 'must match the specified protocol'],
  ['http', 'nowhere', 'must match the specified protocol'],
  ['sqs', 'http://127.0.0.1/queue', 'SQS endpoint ARN'],
  ['sqs', `${queue}.fifo`, 'FIFO SQS Queues can not be subscribed to standard SNS topics'],
  ['lambda', 'notify', 'Lambda endpoint ARN'],
  ['email', 'nobody', 'Email address'],
  ['pigeon', 'x', 'does not support this protocol string: pigeon'],
])('a subscription of %s to %s is refused', async (Protocol, Endpoint, reason) => {
  const { client, topic } = topicForTest();
  const subscribed = client.send(new SubscribeCommand({ TopicArn: topic, Protocol, Endpoint }));
  await expect(subscribed).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining(reason),
  });
});

test('a queue of the wrong kind for dead letters and raw delivery to a function are refused', () => {
  const { sns, topic } = topicForTest();
  const fifo = sns.createTopic({ name: 'ordered.fifo' }).arn;
  expect(() => sns.subscribe({ topicArn: fifo, protocol: 'sqs', endpoint: queue, deadLetterArn })).toThrow(
    'FIFO queue as DLQ',
  );
  expect(() =>
    sns.subscribe({ topicArn: topic, protocol: 'lambda', endpoint: lambda, rawMessageDelivery: true }),
  ).toThrow('raw message delivery');
  expect(() => sns.subscribe({ topicArn: fifo, protocol: 'lambda', endpoint: lambda })).toThrow('FIFO topics');
});

test('an HTTP subscriber receives nothing before it presents its token', async () => {
  const { client, clock, posted, topic } = topicForTest();
  const hook = { TopicArn: topic, Protocol: 'http', Endpoint: 'http://localhost:9/hook' };
  expect((await client.send(new SubscribeCommand(hook))).SubscriptionArn).toBe('pending confirmation');
  await client.send(new PublishCommand({ TopicArn: topic, Message: 'too early' }));
  await clock.advance(0);
  expect(posted.map(({ headers }) => headers['x-amz-sns-message-type'])).toEqual(['SubscriptionConfirmation']);
  const { Subscriptions } = await client.send(new ListSubscriptionsCommand({}));
  expect(Subscriptions?.[0]?.SubscriptionArn).toBe('PendingConfirmation');
  const { Token } = JSON.parse(posted[0]?.body ?? '');
  const confirm = (input: { TopicArn: string; Token: string }) => client.send(new ConfirmSubscriptionCommand(input));
  await expect(confirm({ TopicArn: topic, Token: 'guess' })).rejects.toThrow('Token');
  await expect(confirm({ TopicArn: `${topic}x`, Token })).rejects.toThrow('Topic');
  const { SubscriptionArn } = await confirm({ TopicArn: topic, Token });
  await client.send(new PublishCommand({ TopicArn: topic, Message: 'now' }));
  await clock.advance(0);
  expect(posted[1]?.headers).toMatchObject({
    'x-amz-sns-message-type': 'Notification',
    'x-amz-sns-topic-arn': topic,
    'x-amz-sns-subscription-arn': SubscriptionArn,
  });
  expect(JSON.parse(posted[1]?.body ?? '').Message).toBe('now');
});
