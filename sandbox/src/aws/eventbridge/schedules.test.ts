import { DeleteRuleCommand } from '@aws-sdk/client-eventbridge';
import { deadLetterArn, eventBridgeForTest, lambda, ruleArn } from './eventbridge-for-test.ts';

const minute = 60_000;
const hour = 3_600_000;

test('a scheduled rule delivers the documented event by the clock', async () => {
  const { clock, events, delivered } = eventBridgeForTest();
  events.putRule({ name: 'tick', scheduleExpression: 'rate(5 minutes)', targets: [{ id: '1', arn: lambda }] });
  await clock.advance(10 * minute);
  expect(delivered.map(({ at }) => at)).toEqual([5 * minute, 10 * minute]);
  expect(JSON.parse(delivered[0]?.payload ?? '')).toEqual({
    version: '0',
    id: expect.any(String),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: '2026-01-01T00:05:00Z',
    region: 'eu-central-1',
    resources: [`${ruleArn}/tick`],
    detail: {},
  });
});

test('a wait longer than a timer can hold is kept', async () => {
  const { clock, events, delivered } = eventBridgeForTest();
  events.putRule({ name: 'monthly', scheduleExpression: 'cron(0 8 1 * ? *)', targets: [{ id: '1', arn: lambda }] });
  await clock.advance(60 * 24 * hour);
  expect(delivered.map(({ at }) => at)).toEqual([8 * hour, (31 * 24 + 8) * hour, (59 * 24 + 8) * hour]);
});

test('putting the same rule or its targets again leaves the rhythm alone', async () => {
  const { clock, events, delivered } = eventBridgeForTest();
  const rule = { name: 'tick', scheduleExpression: 'rate(5 minutes)' };
  events.putRule({ ...rule, targets: [] });
  await clock.advance(3 * minute);
  events.putRule({ ...rule, targets: [{ id: '1', arn: lambda }] });
  await clock.advance(3 * minute);
  expect(delivered.map(({ at }) => at)).toEqual([5 * minute]);
});

test('a changed, disabled or deleted schedule no longer fires as before', async () => {
  const { clock, client, events, delivered } = eventBridgeForTest();
  const targets = [{ id: '1', arn: lambda }];
  events.putRule({ name: 'changed', scheduleExpression: 'rate(5 minutes)', targets });
  events.putRule({ name: 'changed', scheduleExpression: 'rate(7 minutes)', targets });
  events.putRule({ name: 'off', scheduleExpression: 'rate(5 minutes)', targets });
  events.putRule({ name: 'off', scheduleExpression: 'rate(5 minutes)', targets, state: 'DISABLED' });
  events.putRule({ name: 'gone', scheduleExpression: 'rate(5 minutes)', targets: [] });
  await client.send(new DeleteRuleCommand({ Name: 'gone' }));
  await clock.advance(8 * minute);
  expect(delivered.map(({ at }) => at)).toEqual([7 * minute]);
});

test('runScheduleNow fires a rule or a schedule once, besides its rhythm', async () => {
  const { clock, events, delivered } = eventBridgeForTest();
  events.putRule({ name: 'tick', scheduleExpression: 'rate(1 day)', targets: [{ id: '1', arn: lambda }] });
  events.createSchedule({ name: 'nightly', scheduleExpression: 'rate(1 day)', target: { arn: 'arn:nightly' } });
  events.runScheduleNow('tick');
  events.runScheduleNow('nightly');
  await clock.advance(0);
  expect(delivered.map(({ arn }) => arn)).toEqual([lambda, 'arn:nightly']);
  expect(() => events.runScheduleNow('nothing')).toThrow(
    expect.objectContaining({ code: 'ResourceNotFoundException' }),
  );
});

test('a schedule of EventBridge Scheduler delivers its input with the context filled in', async () => {
  const { clock, events, delivered } = eventBridgeForTest();
  events.createSchedule({
    name: 'nightly',
    scheduleExpression: 'cron(30 2 * * ? *)',
    timezone: 'Europe/Berlin',
    target: { arn: lambda, input: '{"at":"<aws.scheduler.scheduled-time>","of":"<aws.scheduler.schedule-arn>"}' },
  });
  await clock.advance(24 * hour);
  expect(delivered.map(({ payload }) => JSON.parse(payload))).toEqual([
    { at: '2026-01-01T01:30:00Z', of: 'arn:aws:scheduler:eu-central-1:000000000000:schedule/default/nightly' },
  ]);
});

test('a one-time schedule fires once and a disabled one never', async () => {
  const { clock, events, delivered } = eventBridgeForTest();
  const scheduleExpression = 'at(2026-01-01T03:00:00)';
  events.createSchedule({ name: 'once', scheduleExpression, target: { arn: lambda } });
  events.createSchedule({ name: 'off', scheduleExpression, state: 'DISABLED', target: { arn: lambda } });
  await clock.advance(48 * hour);
  expect(delivered.map(({ at }) => at)).toEqual([3 * hour]);
  expect(JSON.parse(delivered[0]?.payload ?? '')).toMatchObject({ source: 'aws.scheduler', detail: '{}' });
});

test('a schedule that cannot deliver leaves a dead letter that names it', async () => {
  const { clock, events, world, dead } = eventBridgeForTest();
  const retryPolicy = { maximumRetryAttempts: 0 };
  events.createSchedule({
    name: 's',
    scheduleExpression: 'rate(1 hour)',
    target: { arn: lambda, deadLetterArn, retryPolicy },
  });
  world.failure = new Error('busy');
  await clock.advance(hour);
  expect(dead[0]?.attributes).toEqual({
    SCHEDULE_ARN: 'arn:aws:scheduler:eu-central-1:000000000000:schedule/default/s',
    SCHEDULED_TIME: '2026-01-01T01:00:00Z',
    EXECUTION_ID: expect.any(String),
    IS_PAYLOAD_TRUNCATED: 'false',
    TARGET_ARN: lambda,
    ERROR_CODE: 'ERROR_FROM_TARGET',
    ERROR_MESSAGE: 'busy',
    EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
    RETRY_ATTEMPTS: '0',
  });
});
