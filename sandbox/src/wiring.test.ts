import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Channel, channels } from '@millrace/shared/contracts/channels';
import { readPackages } from './deploy/read-packages.ts';
import { type ResolvedResource, resolveTemplate } from './deploy/resolve-template.ts';
import { resourceName } from './seed/names.ts';

/** Holds the channel table and the functions' environment shapes against the compiled template of every service. */
const root = join(import.meta.dirname, '../..');
const services = readPackages(root).map(({ service, template }) => ({
  service,
  resources: resolveTemplate(template, (name) => `parameter ${name}`),
}));

type FunctionInService = {
  name: string;
  service: string;
  folder: string;
  /** By its role, and by policies that name its role. */
  granted: Statement[];
  resource: ResolvedResource;
};

type Statement = { Action: string | string[]; Resource: unknown };
/** What a role or a policy grants. */
const statements = ({ properties }: ResolvedResource): Statement[] =>
  (properties.Policies ?? [properties]).flatMap(
    ({ PolicyDocument }: { PolicyDocument: { Statement: Statement[] } }) => PolicyDocument.Statement,
  );
const isPolicyOf = (role: ResolvedResource, { type, properties }: ResolvedResource): boolean =>
  type === 'AWS::IAM::Policy' && properties.Roles.includes(role.identity.ref);

const functions: FunctionInService[] = services.flatMap(({ service, resources }) =>
  resources
    .filter(({ type }) => type === 'AWS::Lambda::Function')
    .map((resource) => {
      const role = resources.find(({ identity }) => identity.attributes.Arn === resource.properties.Role);
      if (!role) throw new Error(`${resource.identity.ref} has no role of its own`);
      const granted = [role, ...resources.filter((each) => isPolicyOf(role, each))].flatMap(statements);
      const folder = String(resource.properties.Handler).replace(/\/handler\.handler$/, '');
      return { name: `${service}/${folder.replace('src/', '')}`, service, folder, granted, resource };
    }),
);
const ofType = (type: string) =>
  services.flatMap(({ service, resources }) =>
    resources.filter((each) => each.type === type).map((resource) => ({ service, ...resource })),
  );

const may = (granted: readonly Statement[], action: RegExp, resource: string): boolean =>
  granted.some(
    ({ Action, Resource }) =>
      [Action].flat().some((each) => action.test(each)) &&
      [Resource].flat().some((each) => String(each).endsWith(resource)),
  );
const functionsThatMay = (action: RegExp, resource: string): string[] =>
  functions.filter(({ granted }) => may(granted, action, resource)).map(({ name }) => name);

const inside = (names: readonly string[]) => names.filter((name) => name !== 'outside').sort();
const over = (transport: Channel['over']) =>
  Object.entries(channels).filter(([, channel]) => channel.over === transport);

describe.each(over('kinesis'))('the stream %s', (name, { from, to }) => {
  const stream = resourceName(name);

  test('belongs to the service that writes it', () => {
    const owners = ofType('AWS::Kinesis::Stream').filter(({ identity }) => identity.ref === stream);
    expect(owners.map(({ service }) => service)).toEqual([inside(from)[0]?.split('/')[0]]);
  });

  test('is written by the functions of the table and no others', () => {
    expect(functionsThatMay(/^kinesis:(Put|\*)/, `:stream/${stream}`).sort()).toEqual(inside(from));
  });

  test('is read by the functions and delivery streams of the table and no others', () => {
    const mapped = ofType('AWS::Lambda::EventSourceMapping')
      .filter(({ properties }) => properties.EventSourceArn.endsWith(`:stream/${stream}`))
      .map(
        ({ properties }) =>
          functions.find(({ resource }) => resource.identity.attributes.Arn === properties.FunctionName)?.name,
      );
    const archived = ofType('AWS::KinesisFirehose::DeliveryStream')
      .filter(({ properties }) =>
        properties.KinesisStreamSourceConfiguration?.KinesisStreamARN.endsWith(`:stream/${stream}`),
      )
      .map(({ service, identity }) => `${service}/${identity.ref.replace(resourceName(''), '')}`);
    expect([...mapped, ...archived].sort()).toEqual(inside(to));
  });
});

test.each(over('sns'))('the topic %s belongs to its sender, who alone may publish', (name, { from }) => {
  const owners = ofType('AWS::SNS::Topic').filter(({ properties }) => properties.TopicName === resourceName(name));
  expect(owners.map(({ service }) => service)).toEqual([inside(from)[0]?.split('/')[0]]);
  expect(functionsThatMay(/^sns:/, `:${resourceName(name)}`).sort()).toEqual(inside(from));
});

test('exactly the functions that announce something may put events on the bus', () => {
  const senders = new Set(over('eventbridge').flatMap(([, { from }]) => inside(from)));
  expect(functionsThatMay(/^events:PutEvents$/, ':event-bus/millrace-local').sort()).toEqual([...senders].sort());
});

/** The bus's rules that let an event of this type through, by what of a service they reach. */
const receiversOf = (type: string): string[] =>
  ofType('AWS::Events::Rule')
    .filter(({ properties: { EventBusName: bus, EventPattern: pattern } }) => {
      const types: string[] = pattern?.['detail-type'] ?? [];
      return bus === 'millrace-local' && types.includes(type);
    })
    .flatMap(({ properties }) => properties.Targets.map(({ Arn }: { Arn: string }) => receiverAt(Arn)));

/** The function at an ARN, or the one that a delivery stream puts its records through. */
const receiverAt = (arn: string): string | undefined => {
  const stream = ofType('AWS::KinesisFirehose::DeliveryStream').find(({ identity }) => identity.attributes.Arn === arn);
  const { Processors } = stream?.properties.ExtendedS3DestinationConfiguration.ProcessingConfiguration ?? {};
  const functionArn = Processors?.[0].Parameters.find(
    ({ ParameterName }: { ParameterName: string }) => ParameterName === 'LambdaArn',
  ).ParameterValue;
  return functions.find(({ resource }) => resource.identity.attributes.Arn === (functionArn ?? arn))?.name;
};

test.each(over('eventbridge'))('the event %s goes to the functions of the table and no others', (type, { to }) => {
  expect(receiversOf(type).sort()).toEqual(inside(to));
});

test('who puts events into a delivery stream may put into that one only', () => {
  const targets = ofType('AWS::Events::Rule')
    .flatMap(({ properties }): { Arn: string; RoleArn?: string }[] => properties.Targets)
    .filter(({ Arn }) => Arn.includes(':firehose:'));
  expect(targets.length).toBeGreaterThan(0);
  for (const { Arn, RoleArn } of targets) {
    const role = ofType('AWS::IAM::Role').find(({ identity }) => identity.attributes.Arn === RoleArn);
    expect(role && statements(role)).toEqual([
      { Effect: 'Allow', Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'], Resource: Arn },
    ]);
  }
});

describe.each(functions.map((each) => [each.name, each] as const))(
  'the function %s',
  (_, { service, folder, resource, granted }) => {
    test('gets exactly the variables that its config declares', async () => {
      const config = join(root, 'services', service, folder, 'config.ts');
      const { environment } = existsSync(config) ? await import(pathToFileURL(config).href) : { environment: {} };
      const given = Object.keys(resource.properties.Environment.Variables).filter(
        (name) => !name.startsWith('POWERTOOLS_') && !name.startsWith('AWS_'),
      );
      expect(given.sort()).toEqual(Object.keys(environment).sort());
    });

    test('has rights to named resources only', () => {
      for (const { Action, Resource } of granted) {
        if (Action === 'timestream:DescribeEndpoints') continue; // is of no resource
        expect([Action].flat()).not.toContain('*');
        expect([Resource].flat()).not.toContain('*');
      }
    });
  },
);

test.each(ofType('AWS::ApiGatewayV2::Route').map((route) => [route.properties.RouteKey, route] as const))(
  'the route %s asks for a token: by the authorizer, or by a function that gets issuer and audience',
  (_, { service, properties: { AuthorizerId, Target } }) => {
    const propertiesOf = (type: string, ref: string) =>
      ofType(type).find((each) => each.service === service && each.identity.ref === ref)?.properties;
    const integration = propertiesOf('AWS::ApiGatewayV2::Integration', Target.replace('integrations/', ''));
    const asked = functions.find(({ resource }) => resource.identity.attributes.Arn === integration?.IntegrationUri);
    const { TOKEN_ISSUER, TOKEN_AUDIENCE } = asked?.resource.properties.Environment.Variables ?? {};
    const jwt = propertiesOf('AWS::ApiGatewayV2::Authorizer', AuthorizerId)?.JwtConfiguration;
    expect(jwt ?? { Issuer: TOKEN_ISSUER, Audience: [TOKEN_AUDIENCE] }).toEqual({
      Issuer: 'parameter /millrace/local/jwt-issuer',
      Audience: ['parameter /millrace/local/jwt-audience'],
    });
  },
);

describe.each(ofType('AWS::Lambda::EventSourceMapping').map((each) => [each.logicalId, each.properties] as const))(
  'the event source mapping %s',
  (_, properties) => {
    test('gives up after finite retries and a finite age, bisects, and keeps what it gives up with its payload', () => {
      expect(properties).toMatchObject({
        MaximumRetryAttempts: expect.any(Number),
        MaximumRecordAgeInSeconds: expect.any(Number),
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        DestinationConfig: {
          OnFailure: { Destination: expect.stringMatching(/^arn:aws:s3:::millrace-local-set-aside-/) },
        },
      });
      expect(properties.MaximumRetryAttempts).toBeGreaterThan(0);
      expect(properties.MaximumRecordAgeInSeconds).toBeGreaterThan(0);
      expect(properties.MaximumRecordAgeInSeconds).toBeLessThan(24 * 3600);
      // A filter would discard without a trace.
      expect(properties.FilterCriteria).toBeUndefined();
    });
  },
);

const targets = [
  ...ofType('AWS::Events::Rule').flatMap(({ logicalId, properties }) =>
    properties.Targets.map((target: object) => [logicalId, target] as const),
  ),
  ...ofType('AWS::Scheduler::Schedule').map(({ logicalId, properties }) => [logicalId, properties.Target] as const),
];
test.each(targets)('the target of %s is retried finitely and has a dead-letter queue', (_, target) => {
  expect(target).toMatchObject({
    DeadLetterConfig: { Arn: expect.any(String) },
    RetryPolicy: { MaximumRetryAttempts: expect.any(Number) },
  });
});

const stores = [
  'AWS::S3::Bucket',
  'AWS::Kinesis::Stream',
  'AWS::SNS::Topic',
  'AWS::DynamoDB::Table',
  'AWS::SQS::Queue',
];
test.each(
  stores.flatMap((type) =>
    ofType(type)
      .filter(({ logicalId }) => logicalId !== 'ServerlessDeploymentBucket')
      .map((each) => [each.logicalId, each] as const),
  ),
)('%s is encrypted with the platform key', (_, { properties }) => {
  expect(JSON.stringify(properties)).toMatch(/parameter \/millrace\/local\/key-arn|:key\/Key|"KmsMasterKeyId":"Key"/);
});
