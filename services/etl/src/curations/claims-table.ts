import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import type { Claim, ReplaceClaim } from './claim.ts';

/** Landing objects are gone by then (30 days), so nothing could be curated again. It bounds the table to 2,160 items. */
const keptSeconds = 90 * 24 * 3600;

/** The claims in DynamoDB. Reads are consistent. */
export const claimsTable = ({ client, table }: { client: DynamoDBClient; table: string }) => ({
  async read(partition: string): Promise<Claim | undefined> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: { partition: { S: partition } }, ConsistentRead: true }),
    );
    return Item && fromItem(Item);
  },

  /** Partitions whose run or announcement is still to be ended. A scan, for the table is smaller than one page. */
  async openPartitions(): Promise<string[]> {
    const pages = paginateScan(
      { client },
      {
        TableName: table,
        ConsistentRead: true,
        FilterExpression: '#state IN (:claimed, :waiting, :running) OR announced = :no',
        ProjectionExpression: '#partition',
        ExpressionAttributeNames: { '#state': 'state', '#partition': 'partition' },
        ExpressionAttributeValues: {
          ':claimed': { S: 'claimed' },
          ':waiting': { S: 'waiting' },
          ':running': { S: 'running' },
          ':no': { BOOL: false },
        },
      },
    );
    const partitions: string[] = [];
    for await (const { Items = [] } of pages) for (const { partition } of Items) partitions.push(partition?.S ?? '');
    return partitions;
  },

  replace: (async (previous, next) => {
    const claim: Claim = { ...next, version: (previous?.version ?? 0) + 1 };
    try {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: toItem(claim),
          ConditionExpression: previous ? 'version = :version' : 'attribute_not_exists(#partition)',
          ...(previous
            ? { ExpressionAttributeValues: { ':version': { N: String(previous.version) } } }
            : { ExpressionAttributeNames: { '#partition': 'partition' } }),
        }),
      );
      return claim;
    } catch (error) {
      // Also when the SDK repeats a write that was applied: the claim is then open, and the schedule goes on with it.
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }) satisfies ReplaceClaim,
});

const toItem = (claim: Claim): Record<string, AttributeValue> => ({
  partition: { S: claim.partition },
  state: { S: claim.state },
  token: { S: claim.token },
  fingerprint: { S: claim.fingerprint },
  since: { N: String(claim.since) },
  failures: { N: String(claim.failures) },
  announced: { BOOL: claim.announced },
  version: { N: String(claim.version) },
  expiresAt: { N: String(Math.floor(claim.since / 1000) + keptSeconds) },
  ...(claim.runId === undefined ? {} : { runId: { S: claim.runId } }),
  ...(claim.ended === undefined ? {} : { ended: { S: claim.ended } }),
});

const fromItem = (item: Record<string, AttributeValue>): Claim => ({
  partition: item.partition?.S ?? '',
  state: (item.state?.S ?? 'failed') as Claim['state'],
  token: item.token?.S ?? '',
  fingerprint: item.fingerprint?.S ?? '',
  since: Number(item.since?.N),
  failures: Number(item.failures?.N),
  announced: item.announced?.BOOL ?? true,
  version: Number(item.version?.N),
  ...(item.runId?.S === undefined ? {} : { runId: item.runId.S }),
  ...(item.ended?.S === undefined ? {} : { ended: item.ended.S }),
});
