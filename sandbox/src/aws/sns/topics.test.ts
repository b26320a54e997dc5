import {
  AddPermissionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { lambda, snsForTest, topicForTest } from './sns-for-test.ts';

test('a topic is created once, listed, described and deleted with its subscriptions', async () => {
  const { client } = snsForTest();
  const create = () => client.send(new CreateTopicCommand({ Name: 'alerts', Attributes: { DisplayName: 'Alerts' } }));
  const { TopicArn } = await create();
  expect(TopicArn).toBe('arn:aws:sns:eu-central-1:000000000000:alerts');
  expect((await create()).TopicArn).toBe(TopicArn);
  expect((await client.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn }]);
  await client.send(new SubscribeCommand({ TopicArn, Protocol: 'lambda', Endpoint: lambda }));
  expect((await client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes).toMatchObject({
    DisplayName: 'Alerts',
    SubscriptionsConfirmed: '1',
    SubscriptionsPending: '0',
  });
  await client.send(new DeleteTopicCommand({ TopicArn }));
  expect((await client.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
  await expect(client.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

test.each([
  ['with other attributes', { Name: 'alerts', Attributes: { DisplayName: 'Other' } }],
  ['with an attribute that would be lost', { Name: 'new', Attributes: { DeliveryPolicy: '{}' } }],
  ['named with a dot', { Name: 'a.b' }],
  ['named longer than 256 characters', { Name: 'x'.repeat(257) }],
  ['named as FIFO that is none', { Name: 'a.fifo' }],
  ['that is FIFO by another name', { Name: 'a', Attributes: { FifoTopic: 'true' } }],
])('a topic %s is refused', async (_, input) => {
  const { client } = topicForTest();
  await expect(client.send(new CreateTopicCommand(input))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('an operation that is not supported says so', async () => {
  const { client, topic } = topicForTest();
  await expect(
    client.send(
      new AddPermissionCommand({ TopicArn: topic, Label: 'l', AWSAccountId: ['1'], ActionName: ['Publish'] }),
    ),
  ).rejects.toMatchObject({ name: 'NotImplemented' });
});
