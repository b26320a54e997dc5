import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Kept } from './kept.ts';
import { type Kind, toItem } from './stored-as.ts';

/**
 * Writes a record over the version it was made from and returns it as stored; undefined when another environment wrote
 * meanwhile.
 *
 * A write that timed out may have taken effect, and the SDK sends it again. The token lets that second write find its own
 * first one and succeed; once anyone has written on top, it fails as it should.
 */
export const saveRecord =
  <State>({ client, table }: { client: DynamoDBClient; table: string }, kind: Kind<State>) =>
  async (record: Kept<State>): Promise<Kept<State> | undefined> => {
    const next = { ...record, version: record.version + 1 };
    const token = { S: randomUUID() };
    const write = new PutItemCommand({
      TableName: table,
      Item: { ...toItem(kind, next), token },
      ConditionExpression: 'attribute_not_exists(id) OR #version = :from OR #token = :own',
      ExpressionAttributeNames: { '#version': 'version', '#token': 'token' },
      ExpressionAttributeValues: { ':from': { N: String(record.version) }, ':own': token },
    });
    try {
      await client.send(write);
      return next;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  };
