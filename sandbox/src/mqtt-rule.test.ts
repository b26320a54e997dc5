import { join } from 'node:path';
import { MqttMessage } from '@millrace/shared/contracts/mqtt-message';
import { readPackages } from './deploy/read-packages.ts';
import { resolveTemplate } from './deploy/resolve-template.ts';

/** MQTT is not emulated: what the template says of it is held against AWS's documentation here. */
const ingest = readPackages(join(import.meta.dirname, '../..')).find(({ service }) => service === 'ingest');
if (!ingest) throw new Error('ingest is not packaged');
const resources = resolveTemplate(ingest.template, (name) => `parameter ${name}`);
const propertiesOf = (logicalId: string) => resources.find((each) => each.logicalId === logicalId)?.properties ?? {};

const { TopicRulePayload: rule } = propertiesOf('MqttReadings');
const [, selected = '', topic] = /^SELECT (.+) FROM '(.+)'$/.exec(rule.Sql) ?? [];
const columns = Object.fromEntries(selected.split(/, (?=\w+\(\d)/).map((each) => each.split(' AS ').reverse()));

test('what the rule selects is the message that accept opens, its sender from the topic alone', () => {
  expect(rule).toMatchObject({ AwsIotSqlVersion: '2016-03-23', RuleDisabled: false });
  expect(topic).toBe('millrace-local/+/+/readings');
  expect(columns).toEqual({ mqtt: "encode(*, 'base64')", tenant: 'topic(2)', deviceId: 'topic(3)' });
  expect(Object.keys(columns)).toEqual(Object.keys(MqttMessage.properties));
});

test('a message goes into raw-readings under its device, and to set-aside where Kinesis refuses it', () => {
  const RoleArn = 'arn:aws:iam::000000000000:role/MqttReadingsRole';
  expect(rule.Actions).toEqual([
    { Kinesis: { StreamName: 'millrace-local-raw-readings', PartitionKey: '${topic(3)}', RoleArn } },
  ]);
  expect(rule.ErrorAction).toEqual({
    S3: {
      BucketName: 'millrace-local-set-aside-000000000000',
      Key: "aws/iot/${parse_time('yyyy/MM/dd/HH', timestamp())}/${newuuid()}.json",
      RoleArn,
    },
  });
});

test('the rule may do that and nothing else', () => {
  const { Policies, AssumeRolePolicyDocument: trust } = propertiesOf('MqttReadingsRole');
  expect(Policies[0].PolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'kinesis:PutRecord',
      Resource: 'arn:aws:kinesis:eu-central-1:000000000000:stream/millrace-local-raw-readings',
    },
    {
      Effect: 'Allow',
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::millrace-local-set-aside-000000000000/aws/iot/*',
    },
    { Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: 'parameter /millrace/local/key-arn' },
  ]);
  expect(trust.Statement).toEqual([
    expect.objectContaining({
      Principal: { Service: 'iot.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } },
    }),
  ]);
});

test("a device connects as the thing of its certificate and publishes on that thing's topic only", () => {
  const arn = 'arn:aws:iot:eu-central-1:000000000000';
  const own = 'millrace-local/${iot:Connection.Thing.Attributes[tenant]}/${iot:Connection.Thing.ThingName}/readings';
  expect(propertiesOf('MqttDevices').PolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'iot:Connect',
      Resource: `${arn}:client/\${iot:Connection.Thing.ThingName}`,
      Condition: { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } },
    },
    {
      Effect: 'Allow',
      Action: 'iot:Publish',
      Resource: [`${arn}:topic/${own}`, `${arn}:topic/$aws/rules/MqttReadings/${own}`],
    },
  ]);
});
