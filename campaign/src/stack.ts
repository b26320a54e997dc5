import { join } from 'node:path';
import type { EventSourceMappingSettings } from '../../sandbox/src/aws/event-source-mapping/settings.ts';
import type { Target } from '../../sandbox/src/aws/eventbridge/rule.ts';
import { targetFromWire } from '../../sandbox/src/aws/eventbridge/target-wire.ts';
import { eventSourceMappingSettings } from '../../sandbox/src/deploy/event-source-mapping-settings.ts';
import { readPackages } from '../../sandbox/src/deploy/read-packages.ts';
import { type ResolvedResource, resolveTemplate } from '../../sandbox/src/deploy/resolve-template.ts';
import type { Aws } from './aws.ts';

export type Stack = ReturnType<typeof readStack>;

/** The services on the way of a reading, to the alerts that it raises. */
const services = new Set(['platform', 'ingest', 'enrich', 'etl', 'alerts']);

/** What the compiled templates of the stream path declare. */
export const readStack = () => {
  const resources = readPackages(join(import.meta.dirname, '../..'))
    .filter(({ service }) => services.has(service))
    .flatMap(({ template }) => resolveTemplate(template, (name) => name));
  const ofType = (type: string): ResolvedResource[] => resources.filter((each) => each.type === type);
  const functions = ofType('AWS::Lambda::Function');

  return {
    /** The function whose name ends so; its timeout in milliseconds. */
    functionOf(ending: string): { name: string; variables: Record<string, string>; timeout: number } {
      const found = functions.find(({ identity }) => identity.ref.endsWith(ending));
      if (!found) throw new Error(`No template declares a function ${ending}`);
      const { Environment, Timeout } = found.properties;
      return { name: found.identity.ref, variables: Environment.Variables, timeout: Timeout * 1000 };
    },

    mappings: (): EventSourceMappingSettings[] =>
      ofType('AWS::Lambda::EventSourceMapping').map(({ logicalId, properties }) =>
        eventSourceMappingSettings(logicalId, properties),
      ),

    /** The schedules that call the function whose name ends so. */
    schedulesOf: (ending: string) =>
      ofType('AWS::Events::Rule')
        .map(({ identity, properties: { ScheduleExpression: scheduleExpression, Targets = [] } }) => ({
          ...{ name: identity.ref, scheduleExpression: scheduleExpression as string | undefined },
          targets: Targets.map(targetFromWire) as Target[],
        }))
        .filter(
          ({ scheduleExpression, targets }) => scheduleExpression && targets.every(({ arn }) => arn.endsWith(ending)),
        ),

    async createIn({ dynamoDb, events, kinesis, s3, sns, timestream }: Aws): Promise<void> {
      for (const { properties } of ofType('AWS::Events::EventBus')) events.createEventBus({ name: properties.Name });
      for (const { properties } of ofType('AWS::Kinesis::Stream'))
        kinesis.createStream({ name: properties.Name, shardCount, retentionHours: properties.RetentionPeriodHours });
      for (const { identity } of ofType('AWS::S3::Bucket')) s3.createBucket({ name: identity.ref });
      for (const { properties } of ofType('AWS::SNS::Topic')) sns.createTopic({ name: properties.TopicName });
      for (const { properties } of ofType('AWS::DynamoDB::Table')) await dynamoDb.createTable(properties as never);
      for (const { properties } of ofType('AWS::Timestream::Database'))
        await timestream.createDatabase(properties as never);
      for (const { properties } of ofType('AWS::Timestream::Table')) await timestream.createTable(properties as never);
    },
  };
};

/** The shards that a stream on demand begins with, in a mode in which they can be divided and united. */
const shardCount = 4;
