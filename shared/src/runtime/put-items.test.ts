import type { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from './get-items.ts';
import { putItems } from './put-items.ts';
import { defaultRetry } from './retry.ts';

const retry = { ...defaultRetry, attempts: 3, pause: async () => {} };
const item = (index: number): Item => ({ id: { S: String(index) } });
const idsIn = (items: readonly Item[]) => items.map(({ id }) => id?.S);

/** A table that leaves so many items of each call unprocessed, as long as it is told to. */
const table = (unprocessed: number, calls = Number.POSITIVE_INFINITY) => {
  const asked: (string | undefined)[][] = [];
  const send = async ({ input }: BatchWriteItemCommand) => {
    const requests = input.RequestItems?.states ?? [];
    asked.push(idsIn(requests.map(({ PutRequest }) => PutRequest?.Item ?? {})));
    return { UnprocessedItems: asked.length <= calls ? { states: requests.slice(0, unprocessed) } : {} };
  };
  const put = putItems({ client: { send } as unknown as DynamoDBClient, table: 'states', retry });
  return { asked, put };
};

test('25 items go in a call', async () => {
  const { asked, put } = table(0);
  await put(Array.from({ length: 26 }, (_, index) => item(index)));
  expect(asked.map((ids) => ids.length)).toEqual([25, 1]);
});

test('only what was left unprocessed is put again', async () => {
  const { asked, put } = table(2, 1);
  await put([item(0), item(1), item(2)]);
  expect(asked).toEqual([
    ['0', '1', '2'],
    ['0', '1'],
  ]);
});

test('what stays unprocessed is an error', async () => {
  const { asked, put } = table(1);
  await expect(put([item(0), item(1)])).rejects.toThrow('DynamoDB left 1 items unprocessed');
  expect(asked).toHaveLength(3);
});

test('nothing to put is no call', async () => {
  const { asked, put } = table(0);
  await put([]);
  expect(asked).toEqual([]);
});
