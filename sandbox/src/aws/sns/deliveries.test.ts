import { SubscribeCommand } from '@aws-sdk/client-sns';
import { AwsError } from '../../wire/aws-service.ts';
import { deadLetterArn, hook, lambda, queue, subscribeHook, topicForTest } from './sns-for-test.ts';

describe('a subscriber that fails', () => {
  test('over HTTP is tried again three times, 20 s apart, then its message is dead-lettered', async () => {
    const under = topicForTest();
    const { sns, clock, publish, posted, queued, world } = under;
    await subscribeHook(under, { deadLetterArn });
    world.status = 503;
    await publish();
    await clock.advance(120_000);
    expect(posted.map(({ at }) => at)).toEqual([0, 20_000, 40_000, 60_000]);
    expect(queued).toEqual([{ queue: deadLetterArn, body: posted[0]?.body, attributes: {}, fifo: undefined }]);
    expect(sns.outbox()[0]?.receipts).toEqual([
      expect.objectContaining({ endpoint: hook, outcome: 'dead-lettered', attempts: 4 }),
    ]);
    expect(sns.failed()).toBe(0);
  });

  test.each([
    [200, 1],
    [404, 1],
    [429, 4],
    [302, 4],
    [500, 4],
  ])('with status %i is tried %i times', async (status, attempts) => {
    const under = topicForTest();
    await subscribeHook(under);
    under.world.status = status;
    await under.publish();
    await under.clock.advance(120_000);
    expect(under.posted).toHaveLength(attempts);
    expect(under.sns.failed()).toBe(status === 200 ? 0 : 1);
    expect(under.sns.idle()).toBe(true);
  });

  test('as a function is tried at once, then ever more slowly up to every 20 s, and counted at last', async () => {
    const { sns, clock, topic, publish, invoked, world, outcomes } = topicForTest();
    sns.subscribe({ topicArn: topic, protocol: 'lambda', endpoint: lambda });
    world.failure = new AwsError('TooManyRequestsException', 'Rate exceeded');
    await publish();
    await clock.advance(3_600_000);
    const pauses = invoked.slice(1).map(({ at }, index) => at - (invoked[index]?.at ?? 0));
    expect(pauses.slice(0, 7)).toEqual([0, 0, 0, 1000, 1000, 1000, 1395]);
    expect(pauses.slice(14)).toEqual(Array(36).fill(20_000));
    expect(outcomes()).toEqual([['failed']]);
    expect(sns.failed()).toBe(1);
  });

  test('because it does not exist is not tried again', async () => {
    const { sns, clock, topic, publish, invoked, queued, world } = topicForTest();
    sns.subscribe({ topicArn: topic, protocol: 'lambda', endpoint: lambda, deadLetterArn });
    world.failure = new AwsError('ResourceNotFoundException', 'Function not found');
    await publish();
    await clock.advance(60_000);
    expect(invoked).toHaveLength(1);
    expect(JSON.parse(queued[0]?.body ?? '').Message).toBe('raised');
  });

  test('is tried again after save and restore', async () => {
    const first = topicForTest();
    await subscribeHook(first);
    await first.client.send(new SubscribeCommand({ TopicArn: first.topic, Protocol: 'sqs', Endpoint: queue }));
    first.world.status = 503;
    await first.publish();
    await first.clock.advance(1000);
    const second = topicForTest();
    second.sns.restore(structuredClone(first.sns.save()));
    await second.clock.advance(60_000);
    expect(second.posted.map(({ at, url }) => [at, url])).toEqual([[20_000, hook]]);
    expect(second.outcomes()).toEqual([['delivered', 'delivered']]);
    await second.publish();
    await second.clock.advance(0);
    expect(second.queued.map(({ queue: to }) => to)).toEqual([queue]);
  });
});

test('a saved subscription is not made twice when a deployment has made it already', async () => {
  const [first, second] = [topicForTest(), topicForTest()];
  await first.client.send(new SubscribeCommand({ TopicArn: first.topic, Protocol: 'sqs', Endpoint: queue }));
  second.sns.subscribe({ topicArn: second.topic, protocol: 'sqs', endpoint: queue });
  second.sns.restore(structuredClone(first.sns.save()));
  await second.publish();
  expect(second.outcomes()).toEqual([['pending']]);
});
