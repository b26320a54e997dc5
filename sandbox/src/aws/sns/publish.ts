import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { AwsError } from '../../wire/aws-service.ts';
import { type BatchEntry, validateBatch } from './batch.ts';
import type { Delivery } from './deliveries.ts';
import { deduplicationId, recentDuplicate, validateFifo } from './fifo.ts';
import { passesFilter } from './filter-policy.ts';
import { type Message, type MessageContent, type MessageInput, messageContent } from './message.ts';
import { bodyFor } from './notification.ts';
import { keep, type Outcome, type Receipt } from './outbox.ts';
import type { Subscription } from './subscription.ts';
import type { Topic, Topics } from './topics.ts';

type Ports = { clock: Clock; topics: Topics; add: (delivery: Delivery) => void };

/** Publish and PublishBatch. A topic that is not there is thrown as `NotFound`. */
export const publishOperations = ({ clock, topics, add }: Ports) => {
  const accept = (topic: Topic, input: MessageInput, content: MessageContent) => {
    const { MessageGroupId: messageGroupId } = input;
    const messageDeduplicationId = topic.fifo ? deduplicationId(input) : undefined;
    const now = clock.now();
    const duplicate = recentDuplicate(topic, messageDeduplicationId, now);
    if (duplicate) return { MessageId: duplicate.messageId, SequenceNumber: duplicate.sequenceNumber };
    topic.published += 1;
    const sequenceNumber = topic.fifo ? `1${String(topic.published).padStart(19, '0')}` : undefined;
    const message: Message = {
      ...content,
      id: randomUUID(),
      topicArn: topic.arn,
      publishedAt: now,
      messageGroupId,
      messageDeduplicationId,
      sequenceNumber,
    };
    if (messageDeduplicationId !== undefined && sequenceNumber !== undefined)
      topic.recent.set(messageDeduplicationId, { messageId: message.id, sequenceNumber, at: now });
    fanOut(topic, message);
    return { MessageId: message.id, SequenceNumber: sequenceNumber };
  };

  const fanOut = (topic: Topic, message: Message): void => {
    const subscribers = topics.subscriptionsOf(topic.arn).filter(({ confirmed }) => confirmed);
    const outcomes = subscribers.map((subscription) => ({
      subscription,
      outcome: firstOutcome(subscription, message),
    }));
    const receipts = outcomes.map(({ subscription, outcome }) => receiptOf(subscription, outcome, 0));
    keep(topic.outbox, { ...message, receipts });
    for (const { subscription, outcome } of outcomes)
      if (outcome === 'pending') add({ kind: 'message', message, subscription, attempts: 0, dueAt: clock.now() });
  };

  return {
    Publish({ TopicArn, TargetArn, ...input }: MessageInput & { TopicArn?: string; TargetArn?: string }) {
      const topic = topics.topic(TopicArn ?? TargetArn ?? '');
      const content = messageContent(input);
      validateFifo(topic, input);
      return accept(topic, input, content);
    },
    PublishBatch(input: { TopicArn: string; PublishBatchRequestEntries?: BatchEntry[] }) {
      const topic = topics.topic(input.TopicArn);
      const entries = input.PublishBatchRequestEntries || [];
      validateBatch(entries);
      for (const entry of entries) validateFifo(topic, entry);
      const Successful: object[] = [];
      const Failed: object[] = [];
      for (const entry of entries)
        try {
          Successful.push({ Id: entry.Id, ...accept(topic, entry, messageContent(entry)) });
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
        }
      return { Successful, Failed };
    },
  };
};

export const receiptOf = ({ arn, protocol, endpoint }: Subscription, outcome: Outcome, attempts: number): Receipt => ({
  subscriptionArn: arn,
  protocol,
  endpoint,
  outcome,
  attempts,
});

const firstOutcome = ({ protocol, filterPolicy, filterPolicyScope }: Subscription, message: Message): Outcome => {
  if (filterPolicy && !passesFilter(filterPolicy, filterPolicyScope, message, bodyFor(message, protocol)))
    return 'filtered out';
  return protocol.startsWith('email') || protocol === 'sms' ? 'recorded' : 'pending';
};
