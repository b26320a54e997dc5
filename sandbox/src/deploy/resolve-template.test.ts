import { resolveTemplate } from './resolve-template.ts';

const properties = (resources: object, id: string, rest = {}) =>
  resolveTemplate({ Resources: resources as never, ...rest }, (name) => `value of ${name}`).find(
    ({ logicalId }) => logicalId === id,
  )?.properties;

const stream = { Type: 'AWS::Kinesis::Stream', Properties: { Name: 'readings' } };

test('references resolve to what CloudFormation would give', () => {
  const probe = {
    Type: 'Custom::Probe',
    Properties: {
      ref: { Ref: 'Stream' },
      arn: { 'Fn::GetAtt': ['Stream', 'Arn'] },
      sub: { 'Fn::Sub': '${AWS::AccountId}/${Stream}/${Stream.Arn}/${!Literal}' },
      join: { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] },
      split: { 'Fn::Select': [1, { 'Fn::Split': ['/', 'x/y'] }] },
      gone: { Ref: 'AWS::NoValue' },
    },
  };
  expect(properties({ Stream: stream, Probe: probe }, 'Probe')).toEqual({
    ref: 'readings',
    arn: 'arn:aws:kinesis:eu-central-1:000000000000:stream/readings',
    sub: '000000000000/readings/arn:aws:kinesis:eu-central-1:000000000000:stream/readings/${Literal}',
    join: 'a-eu-central-1',
    split: 'y',
  });
});

test('an SSM parameter takes its value from the parameter store', () => {
  const parameters = { Key: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/millrace/key' } };
  const probe = { Type: 'Custom::Probe', Properties: { key: { Ref: 'Key' } } };
  expect(properties({ Probe: probe }, 'Probe', { Parameters: parameters })).toEqual({ key: 'value of /millrace/key' });
});

test('a resource whose condition does not hold is left out', () => {
  const conditions = { Never: { 'Fn::Equals': ['a', 'b'] }, Always: { 'Fn::Not': [{ Condition: 'Never' }] } };
  const resources = { Off: { ...stream, Condition: 'Never' }, On: { ...stream, Condition: 'Always' } };
  expect(properties(resources, 'Off', { Conditions: conditions })).toBeUndefined();
  expect(properties(resources, 'On', { Conditions: conditions })).toEqual({ Name: 'readings' });
});

test('an unknown intrinsic or reference is named', () => {
  const withProperty = (value: unknown) => ({ Probe: { Type: 'Custom::Probe', Properties: { value } } });
  expect(() => properties(withProperty({ 'Fn::ImportValue': 'x' }), 'Probe')).toThrow('Fn::ImportValue');
  expect(() => properties(withProperty({ Ref: 'Nobody' }), 'Probe')).toThrow('Nobody');
});
