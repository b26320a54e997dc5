import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock.ts';
import { AwsError, type AwsService } from '../wire/aws-service.ts';
import { jsonService } from '../wire/json-service.ts';
import type { Persistent } from '../wire/state.ts';
import { createQueues, defaultSettings, type Queue, type Sending, type Settings } from './sqs/queues.ts';
import { arnOf, attributesOf, batch, chosen, received, sent, settingsOf, urlOf } from './sqs/wire-forms.ts';

export type Sqs = Persistent & {
  service: AwsService;
  /** Creates the queue, or gives the one of that name these settings (all in seconds). */
  createQueue(queue: { name: string } & Partial<Settings>): { arn: string; url: string };
  /** Puts a message on a queue. Rejects with `QueueDoesNotExist`, `OverLimit`, or `InvalidParameterValue` for its size. */
  send(arn: string, body: string, attributes?: Record<string, string>): Promise<{ messageId: string }>;
};

/** SQS's standard queues, as dead letters need them: no FIFO, no redrive. */
export const createSqs = ({ clock }: { clock: Clock }): Sqs => {
  const queues = createQueues({ clock });
  const queueAt = (url: string): Queue => queues.named(nameIn(url));

  return {
    service: jsonService('SQS', {
      CreateQueue({ QueueName, Attributes = {} }) {
        const settings = settingsOf(Attributes);
        const existing = queues.find(QueueName);
        if (!existing) queues.create(QueueName, { ...defaultSettings, ...settings });
        else if (!isDeepStrictEqual({ ...existing.settings, ...settings }, existing.settings))
          throw new AwsError('QueueNameExists', 'A queue of that name exists with other attributes.');
        return { QueueUrl: urlOf(QueueName) };
      },
      GetQueueUrl: ({ QueueName }) => ({ QueueUrl: urlOf(queues.named(QueueName).name) }),
      ListQueues: ({ QueueNamePrefix = '' }) => ({
        QueueUrls: queues
          .names()
          .filter((name) => name.startsWith(QueueNamePrefix))
          .map(urlOf),
      }),
      GetQueueAttributes: ({ QueueUrl, AttributeNames }) => ({
        Attributes: chosen(attributesOf(queueAt(QueueUrl), clock.now()), AttributeNames),
      }),
      PurgeQueue({ QueueUrl }) {
        queueAt(QueueUrl).messages.clear();
        return {};
      },
      SendMessage: (input) => sent(queues.send(queueAt(input.QueueUrl), input)),
      SendMessageBatch({ QueueUrl, Entries }) {
        const queue = queueAt(QueueUrl);
        return batch(Entries, (entry: Sending & Entry) => sent(queues.send(queue, entry)));
      },
      async ReceiveMessage(input) {
        const messages = await queues.receive(nameIn(input.QueueUrl), input);
        return { Messages: messages.map((message) => received(message, input)) };
      },
      DeleteMessage({ QueueUrl, ReceiptHandle }) {
        remove(queueAt(QueueUrl), ReceiptHandle);
        return {};
      },
      DeleteMessageBatch({ QueueUrl, Entries }) {
        const queue = queueAt(QueueUrl);
        return batch(Entries, (entry: Entry & { ReceiptHandle: string }) => remove(queue, entry.ReceiptHandle));
      },
    }),
    createQueue({ name, ...settings }) {
      queues.create(name, { ...defaultSettings, ...settings });
      return { arn: arnOf(name), url: urlOf(name) };
    },
    async send(arn, body, attributes = {}) {
      const typed = Object.entries(attributes).map(([name, value]) => [
        name,
        { DataType: 'String', StringValue: value },
      ]);
      const queue = queues.named(arn.split(':').at(-1) ?? '');
      return { messageId: queues.send(queue, { MessageBody: body, MessageAttributes: Object.fromEntries(typed) }).id };
    },
    save: queues.save,
    restore: queues.restore,
  };
};

type Entry = { Id: string };

const nameIn = (url: string): string => url.split('/').at(-1) ?? '';

const remove = ({ messages }: Queue, receiptHandle: string): undefined => {
  const [id = '', receipt] = receiptHandle.split('#');
  if (!receipt) throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
  // A handle of an earlier receipt succeeds and deletes nothing: somebody else may have the message now.
  if (messages.get(id)?.receiveCount === Number(receipt)) messages.delete(id);
};
