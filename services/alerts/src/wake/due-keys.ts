import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';

/** The index of the states table that holds what is to be looked at at a time. */
export const timersIndex = 'timers';

/** Keys that are due in a slot by a time (epoch ms), longest due first. The index may be some milliseconds behind the table. */
export const dueKeys = ({ client, table }: { client: DynamoDBClient; table: string }) =>
  async function* (slot: string, until: number): AsyncGenerator<string[]> {
    const query = {
      TableName: table,
      IndexName: timersIndex,
      KeyConditionExpression: 'slot = :slot AND wakeAt <= :until',
      ExpressionAttributeValues: { ':slot': { S: slot }, ':until': { N: String(until) } },
    };
    for await (const { Items = [] } of paginateQuery({ client }, query)) yield Items.flatMap(({ id }) => id?.S ?? []);
  };
