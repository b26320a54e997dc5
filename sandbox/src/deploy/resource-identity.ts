import { account, region } from '../aws/account.ts';
import type { Properties } from './template.ts';

/** What `Ref` and `Fn::GetAtt` of a resource give. */
export type Identity = { ref: string; attributes: Record<string, string> };

const arn = (service: string, resource: string): string => `arn:aws:${service}:${region}:${account}:${resource}`;

const named = (name: string, resourceArn: string, attributes: Record<string, string> = {}): Identity => ({
  ref: name,
  attributes: { Arn: resourceArn, ...attributes },
});

type Identify = (properties: Properties, logicalId: string) => Identity;

/** Everything has the name its template gives it, so identities are known before anything is created. */
const identities: Record<string, Identify> = {
  'AWS::ApiGatewayV2::Api': (p, id) =>
    named(`${p.Name ?? id}`, arn('apigateway', `/apis/${p.Name ?? id}`), { ApiId: `${p.Name ?? id}` }),
  'AWS::Athena::WorkGroup': (p) => named(p.Name, arn('athena', `workgroup/${p.Name}`)),
  'AWS::CloudWatch::Alarm': (p, id) => named(p.AlarmName ?? id, arn('cloudwatch', `alarm:${p.AlarmName ?? id}`)),
  'AWS::DynamoDB::Table': (p) => named(p.TableName, arn('dynamodb', `table/${p.TableName}`)),
  'AWS::Events::EventBus': (p) => named(p.Name, arn('events', `event-bus/${p.Name}`), { Name: p.Name }),
  'AWS::Events::Rule': (p, id) => named(p.Name ?? id, arn('events', `rule/${p.Name ?? id}`)),
  'AWS::Glue::Database': (p) => named(p.DatabaseInput.Name, arn('glue', `database/${p.DatabaseInput.Name}`)),
  'AWS::Glue::Job': (p) => named(p.Name, arn('glue', `job/${p.Name}`)),
  'AWS::Glue::Table': (p) => named(p.TableInput.Name, arn('glue', `table/${p.DatabaseName}/${p.TableInput.Name}`)),
  'AWS::IAM::Role': (p, id) => named(p.RoleName ?? id, `arn:aws:iam::${account}:role/${p.RoleName ?? id}`),
  'AWS::KMS::Key': (_, id) => named(id, arn('kms', `key/${id}`), { KeyId: id }),
  'AWS::Kinesis::Stream': (p) => named(p.Name, arn('kinesis', `stream/${p.Name}`)),
  'AWS::KinesisFirehose::DeliveryStream': (p) =>
    named(p.DeliveryStreamName, arn('firehose', `deliverystream/${p.DeliveryStreamName}`)),
  'AWS::Lambda::Function': (p) => named(p.FunctionName, arn('lambda', `function:${p.FunctionName}`)),
  'AWS::Logs::LogGroup': (p) => named(p.LogGroupName, arn('logs', `log-group:${p.LogGroupName}:*`)),
  'AWS::S3::Bucket': (p, id) => {
    const name = p.BucketName ?? id.toLowerCase();
    return named(name, `arn:aws:s3:::${name}`, { DomainName: `${name}.s3.amazonaws.com` });
  },
  'AWS::SNS::Topic': (p) => {
    const topic = arn('sns', p.TopicName);
    return { ref: topic, attributes: { TopicArn: topic, TopicName: p.TopicName } };
  },
  'AWS::SQS::Queue': (p, id) => {
    const name = p.QueueName ?? id;
    return {
      ref: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
      attributes: { Arn: arn('sqs', name), QueueName: name },
    };
  },
  'AWS::SSM::Parameter': (p) => ({ ref: p.Name, attributes: { Value: p.Value, Type: p.Type } }),
  'AWS::Timestream::Database': (p) => named(p.DatabaseName, arn('timestream', `database/${p.DatabaseName}`)),
  'AWS::Timestream::Table': (p) =>
    named(`${p.DatabaseName}|${p.TableName}`, arn('timestream', `database/${p.DatabaseName}/table/${p.TableName}`), {
      Name: p.TableName,
    }),
};

export const identify = (type: string, properties: Properties, logicalId: string): Identity =>
  identities[type]?.(properties, logicalId) ?? { ref: logicalId, attributes: {} };
