import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual, promisify } from 'node:util';
import { AwsError, type AwsService, notImplemented } from '../wire/aws-service.ts';
import { jsonService } from '../wire/json-service.ts';
import { account, region } from './account.ts';

/** The Properties of an AWS::DynamoDB::Table. */
export type TableProperties = { TableName: string } & Record<string, unknown>;

export type DynamoDb = {
  service: AwsService;
  /**
   * Creates the table and waits until it takes items; one that is there already is kept. Throws where that one has
   * other keys or indexes, and where streams are asked for. Encryption, recovery and tags are ignored. A time to live
   * is described, but nothing expires: DynamoDB, too, may take days.
   */
  createTable(properties: TableProperties): Promise<void>;
  close(): Promise<void>;
};

/**
 * DynamoDB, played by dynalite. Its actions are called directly, so there is no socket. Tables are kept below `path`,
 * or in memory without one, and bounded by either alone. Their creation times are of the real clock.
 */
export const createDynamoDb = ({ path }: { path?: string } = {}): DynamoDb => {
  const immediate = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const store = require('dynalite/db').create({ ...immediate, path });
  Object.assign(store.tableDb, { awsAccountId: account, awsRegion: region });
  const actions = Object.fromEntries(supported.map((name) => [name, action(store, name)]));
  const call = (name: string, input: object): Promise<Json> => (actions[name] as Action)(input);
  const timesToLive = new Map<string, string>();

  const tableNamed = async (name: string): Promise<Json | undefined> => {
    try {
      return (await call('DescribeTable', { TableName: name })).Table;
    } catch (error) {
      if (isNamed('ResourceNotFoundException', error)) return undefined;
      throw error;
    }
  };

  /** Answers once the table has left its passing state, which takes dynalite a turn or two of the event loop. */
  const settled =
    (name: string): Action =>
    async (input) => {
      const output = await call(name, input);
      const isPassing = async () => ((await tableNamed(input.TableName))?.TableStatus ?? 'ACTIVE') !== 'ACTIVE';
      while (await isPassing()) await setImmediate();
      return output;
    };

  /** Shows, when refused, the item that is there if asked to: as of just after, since dynalite does not tell. */
  const conditional =
    (name: string): Action =>
    async ({ ReturnValuesOnConditionCheckFailure: returned, ...input }) => {
      try {
        return await call(name, input);
      } catch (error) {
        if (returned !== 'ALL_OLD' || !isNamed('ConditionalCheckFailedException', error)) throw error;
        const { TableName, Item: item, Key: key = item } = input;
        const names: string[] = (await tableNamed(TableName))?.KeySchema.map((each: Json) => each.AttributeName);
        const Key = Object.fromEntries(names.map((each) => [each, key[each]]));
        const { Item } = await call('GetItem', { TableName, Key, ConsistentRead: true });
        throw new AwsError(error.code, error.message, error.status, { Item });
      }
    };

  const describeTimeToLive: Action = async (input) => {
    const output = await call('DescribeTimeToLive', input);
    const AttributeName = timesToLive.get(input.TableName);
    return AttributeName ? { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName } } : output;
  };

  return {
    service: jsonService('DynamoDB', {
      ...actions,
      CreateTable: settled('CreateTable'),
      UpdateTable: settled('UpdateTable'),
      DeleteTable: settled('DeleteTable'),
      PutItem: conditional('PutItem'),
      UpdateItem: conditional('UpdateItem'),
      DeleteItem: conditional('DeleteItem'),
      DescribeTimeToLive: describeTimeToLive,
      // Every scan of dynalite is consistent, so it does not know that one could ask for it.
      Scan: ({ ConsistentRead: _, ...input }) => call('Scan', input),
    }),
    async createTable({ TableName, TimeToLiveSpecification, ...properties }) {
      const streams = ['StreamSpecification', 'KinesisStreamSpecification'].find((name) => name in properties);
      if (streams) throw notImplemented('DynamoDB', `tables with ${streams}`);
      const existing = await tableNamed(TableName);
      if (existing && !isDeepStrictEqual(shapeOf(existing), shapeOf(properties)))
        throw new AwsError('ResourceInUseException', `Table ${TableName} exists with other keys or indexes.`);
      const wanted = Object.entries(properties).filter(([name]) => tableMembers.includes(name));
      if (!existing) await settled('CreateTable')({ TableName, ...Object.fromEntries(wanted) });
      const timeToLive = TimeToLiveSpecification as { AttributeName: string; Enabled: boolean } | undefined;
      if (timeToLive?.Enabled) timesToLive.set(TableName, timeToLive.AttributeName);
      else timesToLive.delete(TableName);
    },
    close: () => store.lifecycleManager.gracefulClose(),
  };
};

// biome-ignore lint/suspicious/noExplicitAny: dynalite has no types, and what it takes and gives is JSON
type Json = any;
type Action = (input: Json) => Promise<Json>;

const require = createRequire(import.meta.url);

const supported = [
  ...['CreateTable', 'DescribeTable', 'ListTables', 'UpdateTable', 'DeleteTable', 'DescribeTimeToLive'],
  ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'BatchGetItem', 'BatchWriteItem'],
  ...['TagResource', 'UntagResource', 'ListTagsOfResource'],
];

const tableMembers = [
  ...['AttributeDefinitions', 'KeySchema', 'BillingMode', 'ProvisionedThroughput'],
  ...['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'],
];

/** One of dynalite's actions behind its validation. Refuses members that dynalite would pass over in silence. */
const action = (store: Json, name: string): Action => {
  const file = name.slice(0, 1).toLowerCase() + name.slice(1);
  const run = promisify(require(`dynalite/actions/${file}`));
  const { types, custom } = require(`dynalite/validations/${file}`);
  const { checkTypes, checkValidations } = require('dynalite/validations');
  return async (input) => {
    const unknown = Object.keys(input).find((member) => !Object.hasOwn(types, member));
    if (unknown) throw notImplemented('DynamoDB', `${name} with ${unknown}`);
    try {
      const checked = checkTypes({ ...input }, types);
      checkValidations(checked, types, custom, store);
      return await run(store, checked);
    } catch (error) {
      throw awsErrorOf(error as Json);
    }
  };
};

const awsErrorOf = (error: Json): unknown => {
  if (!error.body) return error;
  const { __type, message, Message, ...members } = error.body;
  return new AwsError(__type.split('#').at(-1), message ?? Message ?? '', error.statusCode, members);
};

const isNamed = (code: string, error: unknown): error is AwsError => error instanceof AwsError && error.code === code;

/** What makes a table another table: its keys and what its indexes hold. */
const shapeOf = ({
  KeySchema,
  AttributeDefinitions,
  GlobalSecondaryIndexes = [],
  LocalSecondaryIndexes = [],
}: Json) => ({
  KeySchema,
  attributes: Object.fromEntries(AttributeDefinitions.map((each: Json) => [each.AttributeName, each.AttributeType])),
  indexes: Object.fromEntries(
    [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].map((each) => [
      each.IndexName,
      [each.KeySchema, each.Projection],
    ]),
  ),
});
