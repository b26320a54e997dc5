import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { inProcess } from '../wire/in-process.ts';
import { createDynamoDb, type DynamoDb } from './dynamodb.ts';

const clientOf = ({ service }: DynamoDb) =>
  new DynamoDBClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: inProcess(service),
    maxAttempts: 1,
  });

const alertStates = {
  TableName: 'alert-states',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'device', AttributeType: 'S' },
    { AttributeName: 'rule', AttributeType: 'S' },
    { AttributeName: 'state', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'device', KeyType: 'HASH' },
    { AttributeName: 'rule', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-state',
      KeySchema: [{ AttributeName: 'state', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  SSESpecification: { SSEEnabled: true },
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  Tags: [{ Key: 'service', Value: 'alerts' }],
};

const dynamoDb = createDynamoDb();
const client = clientOf(dynamoDb);
await dynamoDb.createTable(alertStates);
afterAll(() => dynamoDb.close());

const TableName = 'alert-states';
const key = (device: string, rule = 'high') => ({ device: { S: device }, rule: { S: rule } });
const put = (device: string, state: string, more: object = {}) =>
  client.send(new PutItemCommand({ TableName, Item: { ...key(device), state: { S: state } }, ...more }));

test('a table of a template takes items at once', async () => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    TableArn: 'arn:aws:dynamodb:eu-central-1:000000000000:table/alert-states',
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  });
  await put('pump-1', 'raised');
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: key('pump-1') }));
  expect(Item).toEqual({ ...key('pump-1'), state: { S: 'raised' } });
});

test('of two conditional writes at once, one is refused', async () => {
  const claim = { ConditionExpression: 'attribute_not_exists(device)' };
  const outcomes = await Promise.allSettled([put('pump-2', 'a', claim), put('pump-2', 'b', claim)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a refused write shows what is there when asked to', async () => {
  await put('pump-3', 'raised');
  const refused = {
    ConditionExpression: 'attribute_not_exists(device)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
  const Item = { ...key('pump-3'), state: { S: 'raised' } };
  const name = 'ConditionalCheckFailedException';
  await expect(put('pump-3', 'cleared', refused)).rejects.toMatchObject({ name, Item });
  const update = new UpdateItemCommand({
    TableName,
    Key: key('pump-3'),
    UpdateExpression: 'SET #s = :s',
    ConditionExpression: '#s = :s',
    ExpressionAttributeNames: { '#s': 'state' },
    ExpressionAttributeValues: { ':s': { S: 'cleared' } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  await expect(client.send(update)).rejects.toMatchObject({ name, Item });
});

test('an index is queried', async () => {
  await put('pump-4', 'shelved');
  const query = new QueryCommand({
    TableName,
    IndexName: 'by-state',
    KeyConditionExpression: '#s = :s',
    ExpressionAttributeNames: { '#s': 'state' },
    ExpressionAttributeValues: { ':s': { S: 'shelved' } },
  });
  expect((await client.send(query)).Items).toEqual([{ ...key('pump-4'), state: { S: 'shelved' } }]);
});

test('the time to live is described', async () => {
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
});

test('creating a table again keeps it, unless its keys or indexes are others', async () => {
  await put('pump-5', 'raised');
  await dynamoDb.createTable(alertStates);
  expect((await client.send(new GetItemCommand({ TableName, Key: key('pump-5') }))).Item).toBeDefined();
  const others = 'Table alert-states exists with other keys or indexes.';
  await expect(dynamoDb.createTable({ ...alertStates, GlobalSecondaryIndexes: [] })).rejects.toThrow(others);
  const KeySchema = alertStates.KeySchema.slice(0, 1);
  await expect(dynamoDb.createTable({ ...alertStates, KeySchema })).rejects.toThrow(others);
});

test('a table that is created or deleted over the wire has settled when the answer comes', async () => {
  const short = { TableName: 'short-lived', BillingMode: 'PAY_PER_REQUEST' } as const;
  const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' as const }];
  const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' as const }];
  await client.send(new CreateTableCommand({ ...short, AttributeDefinitions, KeySchema }));
  const described = new DescribeTableCommand({ TableName: short.TableName });
  expect((await client.send(described)).Table?.TableStatus).toBe('ACTIVE');
  await client.send(new DeleteTableCommand({ TableName: short.TableName }));
  await expect(client.send(described)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('what is not supported is named', async () => {
  const transaction = new TransactWriteItemsCommand({ TransactItems: [] });
  await expect(client.send(transaction)).rejects.toMatchObject({
    name: 'NotImplemented',
    message: 'The sandbox does not support DynamoDB TransactWriteItems.',
  });
  const StreamSpecification = { StreamViewType: 'NEW_IMAGE' };
  await expect(dynamoDb.createTable({ ...alertStates, StreamSpecification })).rejects.toThrow(/tables with Stream/);
  const tagged = { ...alertStates, TableName: 'tagged' } as object as { TableName: string };
  await expect(client.send(new CreateTableCommand(tagged as never))).rejects.toThrow(/CreateTable with/);
});

test('a wrong request is refused as DynamoDB does', async () => {
  const wrongKey = new GetItemCommand({ TableName, Key: { device: { S: 'pump-1' } } });
  await expect(client.send(wrongKey)).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'The provided key element does not match the schema',
  });
});

test('items on disk are there after a restart', async () => {
  const path = mkdtempSync(join(tmpdir(), 'millrace-dynamodb-'));
  const first = createDynamoDb({ path });
  await first.createTable(alertStates);
  const items = Array.from({ length: 25 }, (_, n) => ({ PutRequest: { Item: key(`pump-${n}`) } }));
  await clientOf(first).send(new BatchWriteItemCommand({ RequestItems: { [TableName]: items } }));
  await first.close();
  const second = createDynamoDb({ path });
  await second.createTable(alertStates);
  expect((await clientOf(second).send(new ScanCommand({ TableName, ConsistentRead: true }))).Count).toBe(25);
  await second.close();
  await expect(second.createTable(alertStates)).rejects.toThrow('Database is closed');
  rmSync(path, { recursive: true });
});
