import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import { idIn, keyOf } from '../records/stored-as.ts';
import { devices } from './device-record.ts';

/** The index of the states table that holds what has an alert on, by its tenant. */
export const alertingIndex = 'alerting';

/** Devices read at a time: one BatchGetItem call. */
const pageSize = 100;

/**
 * Devices of a tenant that have an alert on, page by page in the order of their ids, from one on. The index may be some
 * milliseconds behind the table.
 */
export const alertingDevices = ({ client, table }: { client: DynamoDBClient; table: string }) =>
  async function* (tenant: string, from = ''): AsyncGenerator<string[]> {
    const query = {
      TableName: table,
      IndexName: alertingIndex,
      KeyConditionExpression: 'alerting = :tenant AND id >= :from',
      ExpressionAttributeValues: { ':tenant': { S: tenant }, ':from': { S: keyOf(devices, from) } },
    };
    for await (const { Items = [] } of paginateQuery({ client, pageSize }, query))
      yield Items.flatMap(({ id }) => idIn(devices, id?.S ?? '') ?? []);
  };
