import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { eventBridgeForTest, lambda } from './eventbridge-for-test.ts';

test('an event reaches the targets of each matching rule, and no other', async () => {
  const { clock, events, put, delivered, alertRule } = eventBridgeForTest();
  events.putRule({ ...alertRule, targets: [{ id: '1', arn: lambda }] });
  events.putRule({ name: 'other', eventPattern: { source: ['x'] }, targets: [{ id: '1', arn: 'arn:other' }] });
  events.putRule({ ...alertRule, name: 'off', state: 'DISABLED', targets: [{ id: '1', arn: 'arn:off' }] });
  const { Entries } = await put({ state: 'raised' }, { Resources: ['r'], Time: new Date('2026-02-03T04:05:06.789Z') });
  expect(events.idle()).toBe(false);
  await clock.advance(0);
  expect(delivered.map(({ arn }) => arn)).toEqual([lambda]);
  expect(JSON.parse(delivered[0]?.payload ?? '')).toEqual({
    version: '0',
    id: Entries?.[0]?.EventId,
    'detail-type': 'AlertChanged',
    source: 'millrace.alerts',
    account: '000000000000',
    time: '2026-02-03T04:05:06Z',
    region: 'eu-central-1',
    resources: ['r'],
    detail: { state: 'raised' },
  });
  expect(events.idle()).toBe(true);
});

test('each bad entry fails alone, under 200', async () => {
  const { client, events } = eventBridgeForTest();
  const good = { Source: 's', DetailType: 't', Detail: '{}' };
  const { FailedEntryCount, Entries } = await client.send(
    new PutEventsCommand({
      Entries: [
        good,
        { ...good, Detail: '{' },
        { ...good, Detail: '[]' },
        { ...good, Detail: '"text"' },
        { ...good, Source: undefined },
        { ...good, DetailType: undefined },
        { ...good, Detail: undefined },
        { ...good, EventBusName: 'nowhere' },
        { ...good, Source: 'aws.s3' },
      ],
    }),
  );
  expect(FailedEntryCount).toBe(8);
  expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    undefined,
    'MalformedDetail',
    'MalformedDetail',
    'MalformedDetail',
    'InvalidArgument',
    'InvalidArgument',
    'InvalidArgument',
    'InvalidArgument',
    'NotAuthorizedForSource',
  ]);
  expect(events.recent()).toHaveLength(1);
});

test('a request holds ten entries at most', async () => {
  const { client } = eventBridgeForTest();
  const entries = (count: number) => Array(count).fill({ Source: 's', DetailType: 't', Detail: '{}' });
  expect((await client.send(new PutEventsCommand({ Entries: entries(10) }))).FailedEntryCount).toBe(0);
  await expect(client.send(new PutEventsCommand({ Entries: entries(11) }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
});

test('a request holds 256 KB at most, counted in bytes of UTF-8', async () => {
  const { put } = eventBridgeForTest();
  const frame = '{"a":""}'.length + 'millrace.alerts'.length + 'AlertChanged'.length;
  const detail = (size: number) => ({
    a: 'é'.repeat(Math.floor((size - frame) / 2)) + 'x'.repeat((size - frame) % 2),
  });
  expect((await put(detail(256 * 1024))).FailedEntryCount).toBe(0);
  await expect(put(detail(256 * 1024 + 1))).rejects.toMatchObject({ name: 'ValidationException' });
});

test('the newest thousand events of a bus are readable', async () => {
  const { events } = eventBridgeForTest();
  for (let n = 0; n < 1001; n++) events.emit({ source: 'aws.s3', 'detail-type': 'Object Created', detail: { n } });
  expect(events.recent()).toHaveLength(1000);
  expect(events.recent()[0]).toMatchObject({ source: 'aws.s3', detail: { n: 1 }, time: '2026-01-01T00:00:00Z' });
});
