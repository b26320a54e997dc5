import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type DeviceRecord, toItem } from './device-record.ts';

/**
 * Writes a record over the version it was made from and returns it as stored; undefined when another environment wrote
 * meanwhile.
 *
 * A write that timed out may have taken effect, and the SDK sends it again. The token lets that second write find its own
 * first one and succeed; once anyone has written on top, it fails as it should.
 */
export const saveRecord =
  ({ client, table }: { client: DynamoDBClient; table: string }) =>
  async (record: DeviceRecord): Promise<DeviceRecord | undefined> => {
    const next = { ...record, version: record.version + 1 };
    const token = { S: randomUUID() };
    const write = new PutItemCommand({
      TableName: table,
      Item: { ...toItem(next), token },
      ConditionExpression: 'attribute_not_exists(deviceId) OR #version = :from OR #token = :own',
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
