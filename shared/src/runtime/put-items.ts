import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { inBatches } from './batches.ts';
import type { Item } from './get-items.ts';
import { type Refused, type RetryPolicy, sendWithRetry } from './retry.ts';

type Ports = { client: DynamoDBClient; table: string; retry: RetryPolicy };

/** Puts items of different keys, 25 a call, unprocessed ones again. Throws when some stay unprocessed. */
export const putItems =
  ({ client, table, retry }: Ports) =>
  async (items: readonly Item[]): Promise<void> => {
    const write = async (batch: readonly Item[]): Promise<Refused<Item>[]> => {
      const answer = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: batch.map((Item) => ({ PutRequest: { Item } })) } }),
      );
      const unprocessed = answer.UnprocessedItems?.[table] ?? [];
      return unprocessed.flatMap(({ PutRequest }) =>
        PutRequest?.Item ? [{ entry: PutRequest.Item, code: 'Unprocessed', retriable: true }] : [],
      );
    };
    for (const batch of inBatches(items, { count: 25 })) {
      const refused = await sendWithRetry(batch, write, retry);
      if (refused.length > 0) throw new Error(`DynamoDB left ${refused.length} items unprocessed`);
    }
  };
