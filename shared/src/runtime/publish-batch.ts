import { PublishBatchCommand, type PublishBatchRequestEntry, type SNSClient } from '@aws-sdk/client-sns';
import { inBatches } from './batches.ts';
import { type Refused, type RetryPolicy, sendWithRetry } from './retry.ts';

/** What subscribers' filter policies can match: a string, or several, of which one has to. */
export type Attribute = string | readonly string[];
export type Message = { body: string; attributes: Record<string, Attribute> };
type Ports = { client: SNSClient; topic: string; retry: RetryPolicy };

/** Publishes messages: 10 entries and 256 KB a call, failed entries again. Returns the messages that SNS did not take. */
export const publishBatch =
  ({ client, topic, retry }: Ports) =>
  async <T extends Message>(messages: readonly T[]): Promise<T[]> => {
    const refused: T[] = [];
    for (const batch of inBatches(messages, { count: 10, bytes: 250 * 1024, sizeOf }))
      for (const { entry } of await sendWithRetry(batch, send(client, topic), retry)) refused.push(entry);
    return refused;
  };

const sizeOf = ({ body, attributes }: Message): number =>
  Buffer.byteLength(body) + Buffer.byteLength(JSON.stringify(attributes));

const send =
  (client: SNSClient, topic: string) =>
  async <T extends Message>(messages: readonly T[]): Promise<Refused<T>[]> => {
    const entries = messages.map(toEntry);
    const answer = await client.send(new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries: entries }));
    return (answer.Failed ?? []).flatMap(({ Id, Code = 'Unknown', SenderFault }) => {
      const entry = messages[Number(Id)];
      return entry ? [{ entry, code: Code, retriable: !SenderFault }] : [];
    });
  };

const toEntry = ({ body, attributes }: Message, index: number): PublishBatchRequestEntry => ({
  Id: String(index),
  Message: body,
  MessageAttributes: Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? { DataType: 'String', StringValue: value }
        : { DataType: 'String.Array', StringValue: JSON.stringify(value) },
    ]),
  ),
});
