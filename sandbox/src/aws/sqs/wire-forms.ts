import { hash } from 'node:crypto';
import { AwsError, notImplemented } from '../../wire/aws-service.ts';
import { account, region } from '../account.ts';
import { type Attribute, defaultSettings, type Message, type Queue, type Settings } from './queues.ts';

// The host is a matter of form: a queue is known by the last segment of its URL, wherever the sandbox is served.
export const urlOf = (queueName: string): string => `http://127.0.0.1/${account}/${queueName}`;
export const arnOf = (queueName: string): string => `arn:aws:sqs:${region}:${account}:${queueName}`;

/** The settings among a queue's attributes. Encryption and policies are left out: they change nothing seen here. */
export const settingsOf = (attributes: Record<string, string>): Partial<Settings> => {
  const settings: Partial<Settings> = {};
  for (const [attribute, value] of Object.entries(attributes)) {
    const name = attribute.slice(0, 1).toLowerCase() + attribute.slice(1);
    if (isSetting(name)) settings[name] = Number(value);
    else if (!/^(Kms|SqsManaged|Policy$)/.test(attribute)) throw notImplemented('SQS', `queues with ${attribute}`);
  }
  return settings;
};

const isSetting = (name: string): name is keyof Settings => Object.hasOwn(defaultSettings, name);

export const attributesOf = ({ name, createdAt, settings, messages }: Queue, now: number): Record<string, string> => {
  const all = [...messages.values()];
  const invisible = all.filter(({ visibleAt }) => visibleAt > now);
  const delayed = invisible.filter(({ receiveCount }) => receiveCount === 0);
  return {
    QueueArn: arnOf(name),
    CreatedTimestamp: String(Math.floor(createdAt / 1000)),
    ApproximateNumberOfMessages: String(all.length - invisible.length),
    ApproximateNumberOfMessagesNotVisible: String(invisible.length - delayed.length),
    ApproximateNumberOfMessagesDelayed: String(delayed.length),
    VisibilityTimeout: String(settings.visibilityTimeout),
    MessageRetentionPeriod: String(settings.messageRetentionPeriod),
    DelaySeconds: String(settings.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(settings.receiveMessageWaitTimeSeconds),
  };
};

export const sent = ({ id, body }: Message): object => ({ MessageId: id, MD5OfMessageBody: hash('md5', body) });

/** Which attributes of a received message are asked for; none by default. */
export type AttributeNames = {
  AttributeNames?: string[];
  MessageSystemAttributeNames?: string[];
  MessageAttributeNames?: string[];
};

export const received = (message: Message, names: AttributeNames): object => {
  const { id, body, attributes, sentAt, firstReceivedAt, receiveCount } = message;
  const system = {
    SenderId: account,
    SentTimestamp: String(sentAt),
    ApproximateReceiveCount: String(receiveCount),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
  };
  return {
    MessageId: id,
    ReceiptHandle: `${id}#${receiveCount}`,
    Body: body,
    MD5OfBody: hash('md5', body),
    Attributes: chosen(system, names.MessageSystemAttributeNames ?? names.AttributeNames),
    MessageAttributes: chosen<Attribute>(attributes, names.MessageAttributeNames),
  };
};

/** Undefined for none, as the wire leaves them out. `All`, `.*` and `prefix.*` choose several. */
export const chosen = <T>(attributes: Record<string, T>, names: string[] = []): Record<string, T> | undefined => {
  const isChosen = (name: string) =>
    names.some(
      (each) => each === 'All' || each === name || (each.endsWith('.*') && name.startsWith(each.slice(0, -2))),
    );
  const entries = Object.entries(attributes).filter(([name]) => isChosen(name));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};

/** Does each entry of a batch by itself: one that fails is told with its code, the others are done all the same. */
export const batch = <T extends { Id: string }>(entries: T[], perform: (entry: T) => object | undefined): object => {
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', 'A batch has at least one entry.');
  if (entries.length > 10) throw new AwsError('TooManyEntriesInBatchRequest', 'A batch has at most 10 entries.');
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same Id.');
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...perform(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
};
