import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AwsService } from '../../wire/aws-service.ts';
import { queryService } from '../../wire/query-service.ts';
import type { Persistent } from '../../wire/state.ts';
import { createDeliveries, type Delivery, type DeliveryPorts } from './deliveries.ts';
import { invalidParameter } from './invalid-parameter.ts';
import { topicOperations } from './operations.ts';
import { note, type OutboxMessage } from './outbox.ts';
import { publishOperations, receiptOf } from './publish.ts';
import { signingCertificate } from './signature.ts';
import type { Subscription } from './subscription.ts';
import { defaultSettings } from './subscription-settings.ts';
import { createTopics, type NewSubscription, type Topic, type TopicSettings } from './topics.ts';

/** Amazon SNS: topics, subscriptions with filters, and deliveries over HTTP, to queues and to functions. */
export const createSns = (ports: DeliveryPorts) => {
  const { clock } = ports;
  const topics = createTopics();
  let failed = 0;

  const deliveries = createDeliveries(ports, ({ message, subscription, attempts }, outcome) => {
    if (outcome === 'failed') failed += 1;
    const topic = topics.findTopic(message.topicArn);
    if (topic) note(topic.outbox, message.id, receiptOf(subscription, outcome, attempts));
  });

  /** The same topic, protocol and endpoint is one subscription; one that waits is asked again to confirm. */
  const subscribe = (wanted: NewSubscription): Subscription => {
    const { deployed: _, ...settings } = wanted;
    const before = topics.sameSubscription(wanted);
    if (before && !isDeepStrictEqual({ ...before, ...settings }, before))
      throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
    const subscription = before ?? topics.subscribe(wanted);
    if (!subscription.confirmed) deliveries.add(confirmationOf(subscription, clock.now()));
    return subscription;
  };

  const query = queryService('SNS', 'http://sns.amazonaws.com/doc/2010-03-31/', {
    ...topicOperations({ topics, subscribe }),
    ...publishOperations({ clock, topics, add: deliveries.add }),
  });

  /** Also serves, on GET, the links that notifications carry: confirm, unsubscribe, and the signing certificate. */
  const service: AwsService = async (request) => {
    if (request.method !== 'GET' || !request.path.endsWith('.pem')) return query(request);
    const { path, pem } = signingCertificate();
    const headers = { 'content-type': 'application/x-pem-file' };
    return request.path === path ? { status: 200, headers, body: pem } : { status: 404, headers: {}, body: '' };
  };

  const persistent: Persistent = {
    save: () => ({
      topics: topics.topics(),
      subscriptions: topics.subscriptions().filter(({ deployed }) => !deployed),
      undelivered: deliveries.save(),
    }),
    restore(state) {
      const saved = (state ?? {}) as { topics?: Topic[]; subscriptions?: Subscription[]; undelivered?: Delivery[] };
      topics.restore(saved.topics ?? [], saved.subscriptions ?? []);
      deliveries.restore(saved.undelivered ?? []);
    },
  };

  return {
    service,
    /** Creates or changes a topic; a FIFO topic's name ends in `.fifo`. Throws `InvalidParameter`. */
    createTopic({ name, ...settings }: { name: string } & Partial<TopicSettings>): { arn: string } {
      const defaults = { displayName: '', fifo: name.endsWith('.fifo'), contentBasedDeduplication: false };
      return { arn: topics.createTopic(name, { ...defaults, ...settings }).arn };
    },
    /** Subscribes, or changes the settings of the subscription that is there. Throws `NotFound`, `InvalidParameter`. */
    subscribe(wanted: Omit<NewSubscription, 'deployed'>): { arn: string } {
      const before = topics.sameSubscription(wanted);
      if (!before) return { arn: subscribe({ ...wanted, deployed: true }).arn };
      const { protocol: _, ...settings } = wanted;
      topics.change(before.arn, { ...defaultSettings, ...settings });
      return { arn: before.arn };
    },
    /** What was published, oldest first, and who received it: the newest 1,000 messages of each topic. */
    outbox: (topicArn?: string): OutboxMessage[] =>
      topics
        .topics()
        .filter(({ arn }) => topicArn === undefined || arn === topicArn)
        .flatMap(({ outbox }) => outbox),
    /** No delivery is queued, under way or waiting for a retry. */
    idle: deliveries.idle,
    /** Deliveries that reached neither their subscriber nor a dead-letter queue. */
    failed: (): number => failed,
    ...persistent,
  };
};

const confirmationOf = (subscription: Subscription, now: number): Delivery => ({
  kind: 'confirmation',
  message: { id: randomUUID(), topicArn: subscription.topicArn, publishedAt: now },
  subscription,
  attempts: 0,
  dueAt: now,
});
