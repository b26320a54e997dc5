import { join } from 'node:path';
import { targetFromWire } from '../aws/eventbridge/target-wire.ts';
import type { Platform } from '../platform.ts';
import { httpApiRoutes } from './http-api-routes.ts';
import type { ResolvedResource } from './resolve-template.ts';
import { scheduleFromProperties } from './schedule-properties.ts';
import { unpackFunction } from './unpack-function.ts';

type Context = { resources: ResolvedResource[]; zipOf: (s3Key: string) => string };
type Create = (platform: Platform, resource: ResolvedResource, context: Context) => unknown;

/** Rights, logs and alarms have nothing to do on one machine. */
const nothing: Create = () => {};

/** What each resource type becomes, in the order of creation: what is referred to comes first. */
export const creators: Record<string, Create> = {
  'AWS::IAM::Role': nothing,
  'AWS::IAM::Policy': nothing,
  'AWS::KMS::Key': nothing,
  'AWS::KMS::Alias': nothing,
  'AWS::Logs::LogGroup': nothing,
  'AWS::Logs::LogStream': nothing,
  'AWS::CloudWatch::Alarm': nothing,
  'AWS::Lambda::Permission': nothing,
  'AWS::S3::BucketPolicy': nothing,
  'AWS::SNS::TopicPolicy': nothing,
  // MQTT is not emulated.
  'AWS::IoT::TopicRule': nothing,
  'AWS::IoT::Policy': nothing,
  'AWS::SQS::QueuePolicy': nothing,

  'AWS::SSM::Parameter': (platform, { properties }) => platform.setParameter(properties.Name, properties.Value),
  'AWS::S3::Bucket': ({ s3 }, { identity, properties }) =>
    s3.createBucket({
      name: identity.ref,
      eventBridge: properties.NotificationConfiguration?.EventBridgeConfiguration !== undefined,
    }),
  'AWS::Kinesis::Stream': ({ kinesis }, { properties }) =>
    kinesis.createStream({
      name: properties.Name,
      shardCount: properties.ShardCount,
      retentionHours: properties.RetentionPeriodHours ?? 24,
    }),
  'AWS::SQS::Queue': ({ sqs }, { identity }) => sqs.createQueue({ name: identity.attributes.QueueName ?? '' }),
  'AWS::SNS::Topic': ({ sns }, { properties }) => sns.createTopic({ name: properties.TopicName }),
  'AWS::Events::EventBus': ({ eventBridge }, { properties }) => eventBridge.createEventBus({ name: properties.Name }),
  'AWS::DynamoDB::Table': ({ dynamoDb }, { properties }) => dynamoDb.createTable(properties as never),
  'AWS::Timestream::Database': ({ timestream }, { properties }) => timestream.createDatabase(properties as never),
  'AWS::Timestream::Table': ({ timestream }, { properties }) => timestream.createTable(properties as never),
  'AWS::Glue::Database': ({ glue }, { properties }) => glue.createDatabase(properties as never),
  'AWS::Glue::Table': ({ glue }, { properties }) => glue.createTable(properties as never),
  'AWS::Glue::Job': ({ glue }, { properties }) => glue.createJob(properties as never),
  'AWS::Athena::WorkGroup': ({ athena }, { properties }) => athena.createWorkGroup(properties as never),
  'AWS::Lambda::Function': (platform, { identity, properties }, { zipOf }) =>
    platform.lambda.createFunction({
      name: identity.ref,
      arn: identity.attributes.Arn ?? '',
      ...unpackFunction(zipOf(properties.Code.S3Key), properties.Handler, join(platform.directory, 'code')),
      environment: { ...properties.Environment?.Variables, ...platform.lambdaEnvironment(identity.ref, properties) },
      timeout: properties.Timeout ?? 3,
      memory: properties.MemorySize ?? 128,
    }),
  'AWS::KinesisFirehose::DeliveryStream': ({ firehose }, { properties }) =>
    firehose.createDeliveryStream(properties as never),

  'AWS::ApiGatewayV2::Api': (platform, { identity }, { resources }) =>
    platform.serveApi(identity.ref, httpApiRoutes(resources)),
  'AWS::ApiGatewayV2::Stage': nothing,
  'AWS::ApiGatewayV2::Authorizer': nothing,
  'AWS::ApiGatewayV2::Integration': nothing,
  'AWS::ApiGatewayV2::Route': nothing,

  'AWS::SNS::Subscription': ({ sns }, { properties }) =>
    sns.subscribe({
      topicArn: properties.TopicArn,
      protocol: properties.Protocol,
      endpoint: properties.Endpoint,
      filterPolicy: properties.FilterPolicy,
      filterPolicyScope: properties.FilterPolicyScope,
      rawMessageDelivery: properties.RawMessageDelivery,
      deadLetterArn: properties.RedrivePolicy?.deadLetterTargetArn,
    }),
  'AWS::Events::Rule': ({ eventBridge, schedules }, { identity, properties }) => {
    if (properties.ScheduleExpression)
      schedules.set(
        identity.ref,
        (properties.Targets ?? []).map(({ Arn }: { Arn: string }) => Arn),
      );
    eventBridge.putRule({
      name: identity.ref,
      ...(properties.EventBusName ? { bus: properties.EventBusName } : {}),
      ...(properties.EventPattern ? { eventPattern: properties.EventPattern } : {}),
      ...(properties.ScheduleExpression ? { scheduleExpression: properties.ScheduleExpression } : {}),
      state: properties.State ?? 'ENABLED',
      targets: (properties.Targets ?? []).map(targetFromWire),
    });
  },
  'AWS::Scheduler::Schedule': ({ eventBridge, schedules }, { identity, properties }) => {
    schedules.set(identity.ref, [properties.Target.Arn]);
    eventBridge.createSchedule(scheduleFromProperties(identity.ref, properties));
  },
  'AWS::Lambda::EventSourceMapping': (platform, { logicalId, properties }) =>
    platform.mapEventSource(logicalId, properties),
};
