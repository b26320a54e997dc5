import type { QueryOperation } from '../../wire/query-service.ts';
import { account } from '../account.ts';
import { invalidParameter } from './invalid-parameter.ts';
import type { Subscription, SubscriptionSettings } from './subscription.ts';
import { attributesOf, settingOf } from './subscription-settings.ts';
import { type NewSubscription, type Topic, type TopicSettings, type Topics, topicArn } from './topics.ts';

type Ports = { topics: Topics; subscribe: (wanted: NewSubscription) => Subscription };

type Pairs = { key: string; value: string }[] | '' | undefined;

/** The wire operations on topics and subscriptions. Lists are always whole: one page. */
export const topicOperations = ({ topics, subscribe }: Ports): Record<string, QueryOperation> => ({
  CreateTopic({ Name: name = '', Attributes: pairs }: { Name?: string; Attributes?: Pairs }) {
    const settings = topicSettings(pairs);
    const existing = topics.findTopic(topicArn(name));
    for (const [key, value] of Object.entries(settings))
      if (existing && existing[key as keyof TopicSettings] !== value)
        throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
    return { TopicArn: (existing ?? topics.createTopic(name, { ...defaultTopic, ...settings })).arn };
  },
  ListTopics: () => ({ Topics: topics.topics().map(({ arn }) => ({ TopicArn: arn })) }),
  GetTopicAttributes: ({ TopicArn: arn }) => ({
    Attributes: topicAttributes(topics.topic(arn), topics.subscriptionsOf(arn)),
  }),
  DeleteTopic({ TopicArn: arn }) {
    topics.deleteTopic(arn);
    return {};
  },
  Subscribe(input: {
    TopicArn: string;
    Protocol: string;
    Endpoint?: string;
    Attributes?: Pairs;
    ReturnSubscriptionArn?: string;
  }) {
    const settings = subscriptionSettings(input.Attributes);
    const { arn, confirmed } = subscribe({
      ...settings,
      topicArn: input.TopicArn,
      protocol: input.Protocol,
      endpoint: input.Endpoint ?? '',
      deployed: false,
    });
    return { SubscriptionArn: confirmed || input.ReturnSubscriptionArn === 'true' ? arn : 'pending confirmation' };
  },
  ConfirmSubscription({ TopicArn: topic, Token: token }) {
    const found = topics.subscriptions().find((each) => each.token === token);
    if (!found) throw invalidParameter('Token');
    if (found.topicArn !== topic) throw invalidParameter('Topic');
    topics.change(found.arn, { confirmed: true });
    return { SubscriptionArn: found.arn };
  },
  Unsubscribe({ SubscriptionArn: arn }) {
    topics.unsubscribe(arn);
    return {};
  },
  ListSubscriptions: () => ({ Subscriptions: topics.subscriptions().map(listed) }),
  ListSubscriptionsByTopic: ({ TopicArn: arn }) => ({
    Subscriptions: topics.subscriptionsOf(topics.topic(arn).arn).map(listed),
  }),
  GetSubscriptionAttributes: ({ SubscriptionArn: arn }) => ({
    Attributes: attributesOf(topics.subscription(arn), account),
  }),
  SetSubscriptionAttributes({ SubscriptionArn: arn, AttributeName: name, AttributeValue: value = '' }) {
    topics.change(arn, settingOf(name, value));
    return {};
  },
});

const defaultTopic: TopicSettings = { displayName: '', fifo: false, contentBasedDeduplication: false };

/** Keys, policies and tracing have nothing to act on here. Anything else that is unknown would be lost, so it is refused. */
const topicSettings = (pairs: Pairs): Partial<TopicSettings> =>
  Object.assign(
    {},
    ...(pairs || []).map(({ key, value }): Partial<TopicSettings> => {
      if (key === 'DisplayName') return { displayName: value };
      if (key === 'FifoTopic') return { fifo: value === 'true' };
      if (key === 'ContentBasedDeduplication') return { contentBasedDeduplication: value === 'true' };
      if (['KmsMasterKeyId', 'Policy', 'TracingConfig', 'SignatureVersion'].includes(key)) return {};
      throw invalidParameter(`Attributes Reason: the sandbox does not support ${key}`);
    }),
  );

const subscriptionSettings = (pairs: Pairs): Partial<SubscriptionSettings> =>
  Object.assign({}, ...(pairs || []).map(({ key, value }) => settingOf(key, value)));

const topicAttributes = (topic: Topic, subscriptions: Subscription[]): Map<string, string> => {
  const confirmed = subscriptions.filter((each) => each.confirmed).length;
  return new Map([
    ['TopicArn', topic.arn],
    ['Owner', account],
    ['DisplayName', topic.displayName],
    ['SignatureVersion', '2'],
    ['SubscriptionsConfirmed', String(confirmed)],
    ['SubscriptionsPending', String(subscriptions.length - confirmed)],
    ...(topic.fifo
      ? ([
          ['FifoTopic', 'true'],
          ['ContentBasedDeduplication', String(topic.contentBasedDeduplication)],
        ] as const)
      : []),
  ]);
};

const listed = (subscription: Subscription) => ({
  SubscriptionArn: subscription.confirmed ? subscription.arn : 'PendingConfirmation',
  TopicArn: subscription.topicArn,
  Owner: account,
  Protocol: subscription.protocol,
  Endpoint: subscription.endpoint,
});
