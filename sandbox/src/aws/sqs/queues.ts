import type { Clock } from '../../clock.ts';
import { AwsError } from '../../wire/aws-service.ts';
import type { Persistent } from '../../wire/state.ts';

/** All in seconds; the defaults are those of SQS. */
export const defaultSettings = {
  visibilityTimeout: 30,
  messageRetentionPeriod: 4 * 24 * 3600,
  delaySeconds: 0,
  receiveMessageWaitTimeSeconds: 0,
};
export type Settings = typeof defaultSettings;

/** Times in epoch milliseconds. */
export type Queue = { name: string; createdAt: number; settings: Settings; messages: Map<string, Message> };
export type Message = {
  id: string;
  body: string;
  attributes: Record<string, Attribute>;
  sentAt: number;
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
};
export type Attribute = { DataType: string; StringValue?: string; BinaryValue?: string };

/** As `SendMessage` and `ReceiveMessage` name them; times in seconds. */
export type Sending = { MessageBody: string; MessageAttributes?: Record<string, Attribute>; DelaySeconds?: number };
export type Receiving = { MaxNumberOfMessages?: number; WaitTimeSeconds?: number; VisibilityTimeout?: number };

/** A queue holds 120,000 messages, which SQS does not limit: a dead-letter queue of that length has told its story. */
const mostMessages = 120_000;
/** The limit of SQS, in bytes of body and attributes. */
const mostBytes = 1024 * 1024;

/** Standard queues without the wire. A message stays in memory until it is deleted or its retention is over. */
export const createQueues = ({ clock }: { clock: Clock }) => {
  let queues = new Map<string, Queue>();
  let sentSoFar = 0;
  /** Receivers that wait. They look again at each send, and when a message may have become visible. */
  const waiting = new Set<() => void>();

  const queueNamed = (name: string): Queue => {
    const queue = queues.get(name);
    if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    const keptSince = clock.now() - queue.settings.messageRetentionPeriod * 1000;
    for (const { id, sentAt } of queue.messages.values()) {
      if (sentAt > keptSince) break;
      queue.messages.delete(id);
    }
    return queue;
  };

  /** Takes what is visible now, and makes it invisible for a while. */
  const take = (queue: Queue, { MaxNumberOfMessages: most = 1, VisibilityTimeout }: Receiving): Message[] => {
    const now = clock.now();
    const visible = [...queue.messages.values()].filter(({ visibleAt }) => visibleAt <= now).slice(0, most);
    for (const message of visible) {
      message.visibleAt = now + (VisibilityTimeout ?? queue.settings.visibilityTimeout) * 1000;
      message.receiveCount += 1;
      message.firstReceivedAt ??= now;
    }
    return visible;
  };

  /** Waits until a message is sent or becomes visible, but not beyond `deadline`. */
  const change = (queue: Queue, deadline: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = () => {
        cancel();
        waiting.delete(wake);
        resolve();
      };
      let next = deadline;
      for (const { visibleAt } of queue.messages.values()) next = Math.min(next, visibleAt);
      const cancel = clock.after(next - clock.now(), wake);
      waiting.add(wake);
    });

  return {
    named: queueNamed,
    find: (name: string): Queue | undefined => queues.get(name),
    names: (): string[] => [...queues.keys()].sort(),

    /** Creates the queue, or gives the one of that name these settings. */
    create(name: string, settings: Settings): void {
      if (!/^[\w-]{1,80}$/.test(name))
        throw invalid('A queue name has 1 to 80 letters, digits, hyphens or underscores.');
      const { createdAt, messages } = queues.get(name) ?? { createdAt: clock.now(), messages: new Map() };
      queues.set(name, { name, createdAt, settings, messages });
    },

    send(queue: Queue, { MessageBody: body, MessageAttributes: attributes = {}, DelaySeconds }: Sending): Message {
      if (!body) throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
      if (sizeOf(body, attributes) > mostBytes) throw invalid(`A message has at most ${mostBytes} bytes.`);
      if (queue.messages.size >= mostMessages)
        throw new AwsError('OverLimit', `A queue holds ${mostMessages} messages.`);
      const sentAt = clock.now();
      const visibleAt = sentAt + (DelaySeconds ?? queue.settings.delaySeconds) * 1000;
      const id = `00000000-0000-4000-8000-${(++sentSoFar).toString(16).padStart(12, '0')}`;
      const message = { id, body, attributes, sentAt, visibleAt, receiveCount: 0 };
      queue.messages.set(id, message);
      for (const wake of [...waiting]) wake();
      return message;
    },

    /** Up to ten visible messages, waiting for the first one where asked to. */
    async receive(name: string, asked: Receiving): Promise<Message[]> {
      const { MaxNumberOfMessages = 1, WaitTimeSeconds } = asked;
      if (MaxNumberOfMessages < 1 || MaxNumberOfMessages > 10)
        throw invalid('MaxNumberOfMessages is between 1 and 10.');
      const wait = WaitTimeSeconds ?? queueNamed(name).settings.receiveMessageWaitTimeSeconds;
      const deadline = clock.now() + wait * 1000;
      for (;;) {
        const queue = queueNamed(name);
        const messages = take(queue, asked);
        if (messages.length > 0 || clock.now() >= deadline) return messages;
        await change(queue, deadline);
      }
    },

    save: (): unknown => ({ queues, sentSoFar }),
    restore(state: unknown): void {
      ({ queues, sentSoFar } = state as { queues: typeof queues; sentSoFar: number });
    },
  } satisfies Persistent & Record<string, unknown>;
};

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', message);

const sizeOf = (body: string, attributes: Record<string, Attribute>): number => {
  let size = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue = '', BinaryValue = '' }] of Object.entries(attributes))
    size += Buffer.byteLength(name + DataType + StringValue) + Buffer.byteLength(BinaryValue, 'base64');
  return size;
};
