import { queue, topicForTest } from './sns-for-test.ts';

const fifoQueue = `${queue}.fifo`;
const ordered = () => {
  const under = topicForTest('ordered.fifo');
  under.sns.subscribe({ topicArn: under.topic, protocol: 'sqs', endpoint: fifoQueue, rawMessageDelivery: true });
  return under;
};

test('a FIFO topic needs a group, and a deduplication id unless the content gives one', async () => {
  const { sns, publish } = ordered();
  await expect(publish()).rejects.toThrow('MessageGroupId parameter is required');
  await expect(publish({ MessageGroupId: 'g' })).rejects.toThrow('ContentBasedDeduplication');
  sns.createTopic({ name: 'ordered.fifo', contentBasedDeduplication: true });
  expect((await publish({ MessageGroupId: 'g' })).SequenceNumber).toBe('10000000000000000001');
});

test('a FIFO topic takes a deduplication id once in five minutes', async () => {
  const { clock, publish, queued } = ordered();
  const ids = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  const first = await publish(ids);
  await clock.advance(299_999);
  expect(await publish({ ...ids, Message: 'again' })).toMatchObject({
    MessageId: first.MessageId,
    SequenceNumber: first.SequenceNumber,
  });
  await clock.advance(1);
  expect((await publish(ids)).MessageId).not.toBe(first.MessageId);
  await clock.advance(0);
  expect(queued.map(({ body, fifo }) => [body, fifo])).toEqual(
    Array(2).fill(['raised', { messageGroupId: 'g', messageDeduplicationId: 'd' }]),
  );
});

test('a FIFO topic keeps the order of a group while other groups pass', async () => {
  const { clock, ports, publish, queued } = ordered();
  const { deadLetter } = ports;
  let refusals = 4;
  ports.deadLetter = async (to, body, attributes, fifo) => {
    if (body === 'a1' && refusals-- > 0) throw new Error('busy');
    await deadLetter(to, body, attributes, fifo);
  };
  for (const [group, body] of [
    ['a', 'a1'],
    ['a', 'a2'],
    ['b', 'b1'],
    ['a', 'a3'],
  ] as const)
    await publish({ MessageGroupId: group, MessageDeduplicationId: body, Message: body });
  await clock.advance(500);
  expect(queued.map(({ body }) => body)).toEqual(['b1']);
  await clock.advance(10_000);
  expect(queued.map(({ body }) => body)).toEqual(['b1', 'a1', 'a2', 'a3']);
});

test('a FIFO topic numbers its messages and does not sign them', async () => {
  const { sns, clock, topic, publish, queued } = topicForTest('ordered.fifo');
  sns.subscribe({ topicArn: topic, protocol: 'sqs', endpoint: fifoQueue });
  await publish({ MessageGroupId: 'g', MessageDeduplicationId: 'd' });
  await clock.advance(0);
  const document = JSON.parse(queued[0]?.body ?? '');
  expect(document).toMatchObject({ SequenceNumber: '10000000000000000001', Message: 'raised' });
  expect(document).not.toHaveProperty('Signature');
});
