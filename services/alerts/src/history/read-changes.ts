import { type DynamoDBClient, paginateQuery, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { fromItem } from './change-item.ts';

type Ports = { client: DynamoDBClient; table: string };

/** Items read at a time; each is a kilobyte or so. */
const pageSize = 100;

/** The last change of an alert that has arrived in the history. */
export const lastChange =
  ({ client, table }: Ports) =>
  async (alertId: string): Promise<AlertNotification | undefined> => {
    const { Items: [last] = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'alertId = :alert',
        ExpressionAttributeValues: { ':alert': { S: alertId } },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    );
    return last && fromItem(last);
  };

/** The changes of an alert in their order, from behind a number on. */
export const changesOf = ({ client, table }: Ports) =>
  async function* (alertId: string, after = 0): AsyncGenerator<AlertNotification> {
    const query = {
      TableName: table,
      KeyConditionExpression: 'alertId = :alert AND #number > :after',
      ExpressionAttributeNames: { '#number': 'number' },
      ExpressionAttributeValues: { ':alert': { S: alertId }, ':after': { N: String(after) } },
      ConsistentRead: true,
    };
    for await (const { Items = [] } of paginateQuery({ client, pageSize }, query)) yield* Items.map(fromItem);
  };

/** The index of changes that ended an alert. */
export const closedIndex = 'closed';

/** A place in the index: the end of an alert. */
type End = { time: number; alertId: string; number: number };

/**
 * Changes that ended alerts of a tenant, the latest first: at `from` or later and before `to` (epoch ms), and behind `after`.
 * The index may be some milliseconds behind the table.
 */
export const endsOf = ({ client, table }: Ports) =>
  async function* (
    tenant: string,
    { from, to }: { from: number; to: number },
    after?: End,
  ): AsyncGenerator<AlertNotification> {
    if (from >= to) return;
    const query = {
      TableName: table,
      IndexName: closedIndex,
      KeyConditionExpression: 'closedFor = :tenant AND #time BETWEEN :from AND :last',
      ExpressionAttributeNames: { '#time': 'time' },
      ExpressionAttributeValues: {
        ':tenant': { S: tenant },
        ':from': { N: String(from) },
        ':last': { N: String(to - 1) },
      },
      ScanIndexForward: false,
    };
    const startingToken = after && {
      closedFor: { S: tenant },
      time: { N: String(after.time) },
      alertId: { S: after.alertId },
      number: { N: String(after.number) },
    };
    for await (const { Items = [] } of paginateQuery(
      { client, pageSize, ...(startingToken && { startingToken }) },
      query,
    ))
      yield* Items.map(fromItem);
  };
