import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { inBatches } from './batches.ts';
import { type Refused, type RetryPolicy, sendWithRetry } from './retry.ts';

export type Item = Record<string, AttributeValue>;
type Ports = { client: DynamoDBClient; table: string; retry: RetryPolicy };

/** Reads items by key, consistently, 100 keys a call, unprocessed keys again. Throws when some stay unprocessed. */
export const getItems =
  ({ client, table, retry }: Ports) =>
  async (keys: readonly Item[]): Promise<Item[]> => {
    const found: Item[] = [];
    const read = async (batch: readonly Item[]): Promise<Refused<Item>[]> => {
      const answer = await client.send(
        new BatchGetItemCommand({ RequestItems: { [table]: { Keys: [...batch], ConsistentRead: true } } }),
      );
      found.push(...(answer.Responses?.[table] ?? []));
      const unprocessed = answer.UnprocessedKeys?.[table]?.Keys ?? [];
      return unprocessed.map((entry) => ({ entry, code: 'Unprocessed', retriable: true }));
    };
    for (const batch of inBatches(keys, { count: 100, bytes: Number.POSITIVE_INFINITY, sizeOf: () => 0 })) {
      const refused = await sendWithRetry(batch, read, retry);
      if (refused.length > 0) throw new Error(`DynamoDB left ${refused.length} keys unprocessed`);
    }
    return found;
  };
