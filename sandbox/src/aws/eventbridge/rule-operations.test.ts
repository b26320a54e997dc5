import {
  CreateEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { deadLetterArn, eventBridgeForTest, lambda, ruleArn } from './eventbridge-for-test.ts';

test('a bus that is created is listed, described and receives its own events only', async () => {
  const { client, events, put, clock, delivered, alertRule } = eventBridgeForTest();
  const { EventBusArn } = await client.send(new CreateEventBusCommand({ Name: 'millrace' }));
  expect(EventBusArn).toBe('arn:aws:events:eu-central-1:000000000000:event-bus/millrace');
  expect((await client.send(new DescribeEventBusCommand({ Name: EventBusArn }))).Name).toBe('millrace');
  expect((await client.send(new ListEventBusesCommand({}))).EventBuses?.map(({ Name }) => Name)).toEqual([
    'default',
    'millrace',
  ]);
  await expect(client.send(new CreateEventBusCommand({ Name: 'millrace' }))).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
  });
  expect(events.createEventBus({ name: 'millrace' })).toEqual({ arn: EventBusArn });
  events.putRule({ ...alertRule, bus: 'millrace', targets: [{ id: '1', arn: lambda }] });
  await put({ to: 'default' });
  await put({ to: 'millrace' }, { EventBusName: EventBusArn });
  await clock.advance(0);
  expect(delivered.map(({ payload }) => JSON.parse(payload).detail)).toEqual([{ to: 'millrace' }]);
});

test('rules and targets that are put over the wire are listed, changed and removed', async () => {
  const { client } = eventBridgeForTest();
  const rule = { Rule: 'alerts' };
  const EventPattern = JSON.stringify({ source: ['millrace.alerts'] });
  expect((await client.send(new PutRuleCommand({ Name: 'alerts', EventPattern }))).RuleArn).toBe(`${ruleArn}/alerts`);
  const target = {
    Id: '1',
    Arn: lambda,
    InputTransformer: { InputPathsMap: { a: '$.detail' }, InputTemplate: '<a>' },
    DeadLetterConfig: { Arn: deadLetterArn },
    RetryPolicy: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 },
  };
  await client.send(new PutTargetsCommand({ ...rule, Targets: [{ Id: '1', Arn: 'arn:old' }] }));
  await client.send(new PutTargetsCommand({ ...rule, Targets: [target, { Id: '2', Arn: lambda, Input: '{}' }] }));
  await client.send(new PutRuleCommand({ Name: 'alerts', EventPattern, State: 'DISABLED' }));
  expect((await client.send(new ListTargetsByRuleCommand(rule))).Targets).toEqual([
    target,
    { Id: '2', Arn: lambda, Input: '{}' },
  ]);
  expect((await client.send(new ListRulesCommand({ NamePrefix: 'al' }))).Rules).toEqual([
    { Name: 'alerts', Arn: `${ruleArn}/alerts`, EventBusName: 'default', EventPattern, State: 'DISABLED' },
  ]);
  await expect(client.send(new DeleteRuleCommand({ Name: 'alerts' }))).rejects.toMatchObject({
    message: "Rule can't be deleted since it has targets.",
  });
  await client.send(new RemoveTargetsCommand({ ...rule, Ids: ['1', '2'] }));
  await client.send(new DeleteRuleCommand({ Name: 'alerts' }));
  expect((await client.send(new ListRulesCommand({}))).Rules).toEqual([]);
  await expect(client.send(new ListTargetsByRuleCommand(rule))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test.each<[string, string, ConstructorParameters<typeof PutRuleCommand>[0]]>([
  ['a pattern that is not valid', 'InvalidEventPatternException', { Name: 'r', EventPattern: '{"a":[{"like":1}]}' }],
  ['a pattern that is not JSON', 'InvalidEventPatternException', { Name: 'r', EventPattern: '{' }],
  ['neither pattern nor schedule', 'ValidationException', { Name: 'r' }],
  ['a one-time schedule', 'ValidationException', { Name: 'r', ScheduleExpression: 'at(2026-01-01T00:00:00)' }],
  ['an unknown bus', 'ResourceNotFoundException', { Name: 'r', EventPattern: '{"a":[1]}', EventBusName: 'nowhere' }],
  [
    'a schedule on a custom bus',
    'ValidationException',
    { Name: 'r', ScheduleExpression: 'rate(1 hour)', EventBusName: 'b' },
  ],
])('PutRule refuses %s', async (_, name, input) => {
  const { client, events } = eventBridgeForTest();
  events.createEventBus({ name: 'b' });
  await expect(client.send(new PutRuleCommand(input))).rejects.toMatchObject({ name });
});

test('a rule holds five targets at most', () => {
  const { events, alertRule } = eventBridgeForTest();
  const targets = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `${n}`, arn: lambda }));
  events.putRule({ ...alertRule, targets: targets(5) });
  expect(() => events.putRule({ ...alertRule, targets: targets(6) })).toThrow(
    expect.objectContaining({ code: 'LimitExceededException' }),
  );
});

test('a target member that would be lost is refused', async () => {
  const { client, events, alertRule } = eventBridgeForTest();
  events.putRule({ ...alertRule, targets: [] });
  const Targets = [{ Id: '1', Arn: lambda, SqsParameters: { MessageGroupId: 'g' } }];
  await expect(client.send(new PutTargetsCommand({ Rule: 'alerts', Targets }))).rejects.toMatchObject({
    name: 'NotImplemented',
  });
});

test('TestEventPattern says whether an event matches', async () => {
  const { client } = eventBridgeForTest();
  const matches = async (EventPattern: string) =>
    (await client.send(new TestEventPatternCommand({ EventPattern, Event: '{"source":"a"}' }))).Result;
  expect(await matches('{"source":["a"]}')).toBe(true);
  expect(await matches('{"source":["b"]}')).toBe(false);
});

test('an operation that is not supported says so', async () => {
  await expect(eventBridgeForTest().client.send(new DescribeRuleCommand({ Name: 'r' }))).rejects.toMatchObject({
    name: 'NotImplemented',
  });
});
