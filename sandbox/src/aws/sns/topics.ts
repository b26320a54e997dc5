import { randomUUID } from 'node:crypto';
import { AwsError } from '../../wire/aws-service.ts';
import { account, region } from '../account.ts';
import { protocolOf } from './endpoint.ts';
import { invalidParameter } from './invalid-parameter.ts';
import type { OutboxMessage } from './outbox.ts';
import type { Subscription, SubscriptionSettings } from './subscription.ts';
import { defaultSettings, validateSettings } from './subscription-settings.ts';

export type TopicSettings = { displayName: string; fifo: boolean; contentBasedDeduplication: boolean };

export type Topic = TopicSettings & {
  arn: string;
  outbox: OutboxMessage[];
  /** FIFO, by deduplication id, oldest first: what was published within the last five minutes. */
  recent: Map<string, { messageId: string; sequenceNumber: string; at: number }>;
  published: number;
};

export type NewSubscription = Partial<SubscriptionSettings> & {
  topicArn: string;
  protocol: string;
  endpoint: string;
  deployed: boolean;
};

export type Topics = ReturnType<typeof createTopics>;

/** Topics and their subscriptions. What is not found is thrown as `NotFound`, what is refused as `InvalidParameter`. */
export const createTopics = () => {
  const topics = new Map<string, Topic>();
  const subscriptions = new Map<string, Subscription>();

  const topic = (arn: string): Topic => found(topics.get(arn), 'Topic');
  const subscription = (arn: string): Subscription => found(subscriptions.get(arn), 'Subscription');

  const sameSubscription = (wanted: Pick<NewSubscription, 'topicArn' | 'protocol' | 'endpoint'>) =>
    [...subscriptions.values()].find(
      ({ topicArn, protocol, endpoint }) =>
        topicArn === wanted.topicArn && protocol === wanted.protocol && endpoint === wanted.endpoint,
    );

  return {
    topic,
    subscription,
    sameSubscription,
    topics: (): Topic[] => [...topics.values()],
    subscriptions: (): Subscription[] => [...subscriptions.values()],
    subscriptionsOf: (arn: string): Subscription[] =>
      [...subscriptions.values()].filter(({ topicArn }) => topicArn === arn),
    findTopic: (arn: string): Topic | undefined => topics.get(arn),
    /** Creates a topic, or changes the settings of the one that has the name. */
    createTopic(name: string, settings: TopicSettings): Topic {
      const valid = /^[A-Za-z0-9_-]+(\.fifo)?$/.test(name) && name.length <= 256;
      if (!valid || name.endsWith('.fifo') !== settings.fifo) throw invalidParameter('Topic Name');
      const arn = topicArn(name);
      const created = { outbox: [], recent: new Map(), published: 0, ...topics.get(arn), ...settings, arn };
      topics.set(arn, created);
      return created;
    },
    deleteTopic(arn: string): void {
      topics.delete(arn);
      for (const each of subscriptions.values()) if (each.topicArn === arn) subscriptions.delete(each.arn);
    },
    subscribe({ protocol, ...settings }: NewSubscription): Subscription {
      const { arn, fifo } = topic(settings.topicArn);
      const added: Subscription = {
        ...defaultSettings,
        ...settings,
        arn: `${arn}:${randomUUID()}`,
        protocol: protocolOf(protocol, settings.endpoint, fifo),
        token: `${randomUUID()}${randomUUID()}`.replaceAll('-', ''),
        confirmed: !protocol.startsWith('http'),
      };
      validateSettings(added);
      subscriptions.set(added.arn, added);
      return added;
    },
    change(arn: string, settings: Partial<SubscriptionSettings & Pick<Subscription, 'confirmed'>>): void {
      const changed = { ...subscription(arn), ...settings };
      validateSettings(changed);
      subscriptions.set(arn, changed);
    },
    unsubscribe: (arn: string): boolean => subscriptions.delete(arn),
    /** Takes over what happened on a saved topic; its settings only if no deployment has made it yet. */
    restore(saved: Topic[], savedSubscriptions: Subscription[]): void {
      for (const { arn, outbox, recent, published, ...settings } of saved)
        topics.set(arn, { ...settings, ...topics.get(arn), arn, outbox, recent, published });
      for (const each of savedSubscriptions) if (!sameSubscription(each)) subscriptions.set(each.arn, each);
    },
  };
};

export const topicArn = (name: string): string => `arn:aws:sns:${region}:${account}:${name}`;

const found = <T>(value: T | undefined, kind: string): T => {
  if (value === undefined) throw new AwsError('NotFound', `${kind} does not exist`, 404);
  return value;
};
