import type { Message } from './message.ts';
import { bodyFor, confirmationRequest, lambdaEvent, notification, notificationDocument } from './notification.ts';
import type { Outcome } from './outbox.ts';
import { isPermanentStatus } from './retry-policy.ts';
import type { Subscription } from './subscription.ts';

/** FIFO queues need these two to keep order and to drop duplicates. */
export type FifoIds = { messageGroupId: string; messageDeduplicationId: string };

export type SendPorts = {
  /** Posts to a loopback URL and gives the status; rejects when nobody answers. */
  post: (url: string, headers: Record<string, string>, body: string) => Promise<number>;
  /** Invokes a function with an event; rejects when it could not take it. */
  deliver: (functionArn: string, payload: string) => Promise<void>;
  /** Sends to an SQS queue: a subscribed one, or one for dead letters. */
  deadLetter: (queueArn: string, body: string, attributes: Record<string, string>, fifo?: FifoIds) => Promise<void>;
  /** Where subscribers reach this sandbox, such as `http://127.0.0.1:4566`. */
  endpoint: () => string;
};

/** A message for a subscriber, or the request to confirm a subscription. */
export type Outgoing = { subscription: Subscription } & (
  | { kind: 'message'; message: Message }
  | { kind: 'confirmation'; message: Pick<Message, 'id' | 'topicArn' | 'publishedAt'> }
);

/** `failed` may be tried again, `refused` not. Rejects with what a port rejects with. */
export const send =
  (ports: SendPorts) =>
  async (outgoing: Outgoing): Promise<'delivered' | 'failed' | 'refused'> => {
    const { subscription } = outgoing;
    const endpoint = ports.endpoint();
    if (outgoing.kind === 'confirmation')
      return post(ports, subscription, confirmationRequest(subscription, outgoing.message, endpoint));
    if (subscription.protocol.startsWith('http'))
      return post(ports, subscription, notification(outgoing.message, subscription, endpoint));
    if (subscription.protocol === 'lambda')
      await ports.deliver(subscription.endpoint, lambdaEvent(outgoing.message, subscription, endpoint));
    else await enqueue(ports, subscription.endpoint, outgoing.message, subscription);
    return 'delivered';
  };

/** The last resort of a message: the dead-letter queue of its subscription, if it has one. Never rejects. */
export const sendToDeadLetters =
  (ports: SendPorts) =>
  async ({ kind, message, subscription }: Outgoing): Promise<Outcome> => {
    if (kind === 'confirmation' || subscription.deadLetterArn === undefined) return 'failed';
    return enqueue(ports, subscription.deadLetterArn, message, subscription).then(
      () => 'dead-lettered',
      () => 'failed',
    );
  };

type Request = { headers: Record<string, string>; body: string };

const post = async (ports: SendPorts, { endpoint }: Subscription, { headers, body }: Request) => {
  const status = await ports.post(endpoint, headers, body);
  if (status >= 200 && status < 300) return 'delivered';
  return isPermanentStatus(status) ? 'refused' : 'failed';
};

const enqueue = async (ports: SendPorts, queue: string, message: Message, subscription: Subscription) => {
  const { rawMessageDelivery: raw, protocol } = subscription;
  const body = raw
    ? bodyFor(message, protocol)
    : JSON.stringify(notificationDocument(message, subscription, ports.endpoint()));
  const attributes = Object.fromEntries(
    Object.entries(raw ? message.attributes : {}).map(([name, { value }]) => [name, value]),
  );
  const { messageGroupId, messageDeduplicationId } = message;
  if (messageGroupId !== undefined && messageDeduplicationId !== undefined && queue.endsWith('.fifo'))
    await ports.deadLetter(queue, body, attributes, { messageGroupId, messageDeduplicationId });
  else await ports.deadLetter(queue, body, attributes);
};
