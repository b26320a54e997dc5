import { AwsError } from '../../wire/aws-service.ts';
import { deadLetterArn, eventBridgeForTest, lambda, ruleArn } from './eventbridge-for-test.ts';

const hour = 3_600_000;

test('a failing target is tried again with doubling delays until it takes the event', async () => {
  const { clock, events, put, world, delivered, alertRule } = eventBridgeForTest();
  events.putRule({ ...alertRule, targets: [{ id: '1', arn: lambda }] });
  world.failure = new Error('busy');
  await put({});
  await clock.advance(10_000);
  expect(world.attempts).toEqual([0, 1000, 3000, 7000]);
  expect(events.idle()).toBe(false);
  world.failure = undefined;
  await clock.advance(10_000);
  expect(delivered.map(({ at }) => at)).toEqual([15_000]);
  expect(events.idle()).toBe(true);
});

test('by default 185 retries are made within 24 hours, then the event is dropped and counted', async () => {
  const { clock, events, put, world, alertRule } = eventBridgeForTest();
  events.putRule({ ...alertRule, targets: [{ id: '1', arn: lambda }] });
  world.failure = new Error('busy');
  await put({});
  await clock.advance(24 * hour);
  expect(world.attempts).toHaveLength(186);
  expect(events.dropped()).toBe(1);
  expect(events.idle()).toBe(true);
});

test('when the retries are used up, the payload goes to the dead-letter queue with the reason', async () => {
  const { clock, events, put, world, dead, alertRule } = eventBridgeForTest();
  const retryPolicy = { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 3600 };
  events.putRule({ ...alertRule, targets: [{ id: '1', arn: lambda, input: '{"a":1}', deadLetterArn, retryPolicy }] });
  world.failure = new AwsError('TooManyRequestsException', 'Rate exceeded');
  await put({});
  await clock.advance(hour);
  expect(world.attempts).toHaveLength(3);
  expect(dead).toEqual([
    {
      arn: deadLetterArn,
      message: '{"a":1}',
      attributes: {
        RULE_ARN: `${ruleArn}/alerts`,
        TARGET_ARN: lambda,
        ERROR_CODE: 'THROTTLING',
        ERROR_MESSAGE: 'Rate exceeded',
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
        RETRY_ATTEMPTS: '2',
      },
    },
  ]);
  expect(events.dropped()).toBe(0);
});

test('an event that would be too old at its next attempt is given up', async () => {
  const { clock, events, put, world, dead, alertRule } = eventBridgeForTest();
  const retryPolicy = { maximumEventAgeInSeconds: 60 };
  events.putRule({ ...alertRule, targets: [{ id: '1', arn: lambda, deadLetterArn, retryPolicy }] });
  world.failure = new Error('busy');
  await put({});
  await clock.advance(hour);
  expect(Math.max(...world.attempts)).toBe(31_000);
  expect(dead[0]?.attributes).toMatchObject({
    ERROR_CODE: 'ERROR_FROM_TARGET',
    EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
    RETRY_ATTEMPTS: '5',
  });
});

test.each([
  ['ResourceNotFoundException', 'NO_RESOURCE'],
  ['AccessDeniedException', 'NO_PERMISSIONS'],
])('%s goes to the dead-letter queue without a retry', async (code, expected) => {
  const { clock, events, put, world, dead, alertRule } = eventBridgeForTest();
  events.putRule({ ...alertRule, targets: [{ id: '1', arn: lambda, deadLetterArn }] });
  world.failure = new AwsError(code, 'no');
  await put({});
  await clock.advance(hour);
  expect(world.attempts).toHaveLength(1);
  expect(dead[0]?.attributes).toEqual({
    RULE_ARN: `${ruleArn}/alerts`,
    TARGET_ARN: lambda,
    ERROR_CODE: expected,
    ERROR_MESSAGE: 'no',
    RETRY_ATTEMPTS: '0',
  });
});

test('an event that is not yet delivered survives save and restore', async () => {
  const first = eventBridgeForTest();
  first.events.putRule({ ...first.alertRule, targets: [{ id: '1', arn: lambda }] });
  first.world.failure = new Error('busy');
  await first.put({ kept: true });
  await first.clock.advance(2000);
  const second = eventBridgeForTest();
  second.events.restore(structuredClone(first.events.save()));
  expect(second.events.idle()).toBe(false);
  await second.clock.advance(hour);
  expect(second.delivered.map(({ at, payload }) => [at, JSON.parse(payload).detail])).toEqual([[3000, { kept: true }]]);
});
