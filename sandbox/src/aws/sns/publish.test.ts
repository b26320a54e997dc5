import { PublishBatchCommand, PublishCommand } from '@aws-sdk/client-sns';
import { topicForTest } from './sns-for-test.ts';

test('a message that SNS would refuse is refused', async () => {
  const { client, topic } = topicForTest();
  const publish = (input: object) => client.send(new PublishCommand({ TopicArn: topic, Message: 'm', ...input }));
  await expect(publish({ TopicArn: `${topic}x` })).rejects.toMatchObject({ name: 'NotFoundException' });
  await expect(publish({ Message: '' })).rejects.toThrow('Empty message');
  await expect(publish({ Subject: 'a\nb' })).rejects.toThrow('Subject');
  await expect(publish({ Subject: 'x'.repeat(101) })).rejects.toThrow('Subject');
  await expect(publish({ MessageStructure: 'json', Message: '{"sqs":"x"}' })).rejects.toThrow('No default entry');
  await expect(publish({ MessageStructure: 'json', Message: '{' })).rejects.toThrow('failed to parse');
  await expect(publish({ MessageDeduplicationId: 'd' })).rejects.toThrow('not valid for this topic type');
  const attribute = (DataType: string, StringValue: string, name = 'a') => ({
    MessageAttributes: { [name]: { DataType, StringValue } },
  });
  await expect(publish(attribute('String', ''))).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  await expect(publish(attribute('Number', 'many'))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
  await expect(publish(attribute('Text', 'x'))).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  await expect(publish(attribute('String', 'x', 'a b'))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
});

test('a message holds 256 KB at most, its attributes counted', async () => {
  const { client, topic } = topicForTest();
  const attribute = 'name'.length + 'String'.length + 'x'.length;
  const publish = (size: number) =>
    client.send(
      new PublishCommand({
        TopicArn: topic,
        Message: `é${'x'.repeat(size - attribute - 2)}`,
        MessageAttributes: { name: { DataType: 'String', StringValue: 'x' } },
      }),
    );
  await expect(publish(256 * 1024 + 1)).rejects.toThrow('Message too long');
  expect((await publish(256 * 1024)).MessageId).toBeDefined();
});

test('in a batch a bad message fails alone, under 200', async () => {
  const { client, sns, topic } = topicForTest();
  const { Successful, Failed } = await client.send(
    new PublishBatchCommand({
      TopicArn: topic,
      PublishBatchRequestEntries: [
        { Id: 'a', Message: 'one' },
        { Id: 'b', Message: 'two', Subject: '' },
        { Id: 'c', Message: 'three' },
      ],
    }),
  );
  expect(Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
  expect(Failed).toEqual([
    { Id: 'b', Code: 'InvalidParameter', Message: 'Invalid parameter: Subject', SenderFault: true },
  ]);
  expect(sns.outbox().map(({ id, body }) => [id, body])).toEqual([
    [Successful?.[0]?.MessageId, 'one'],
    [Successful?.[1]?.MessageId, 'three'],
  ]);
});

test.each<[string, string, { Id: string; Message: string }[]]>([
  ['no entry', 'EmptyBatchRequestException', []],
  [
    'eleven entries',
    'TooManyEntriesInBatchRequestException',
    Array.from({ length: 11 }, (_, n) => ({ Id: `${n}`, Message: 'm' })),
  ],
  ['the same id twice', 'BatchEntryIdsNotDistinctException', Array(2).fill({ Id: 'a', Message: 'm' })],
  ['a dot in an id', 'InvalidBatchEntryIdException', [{ Id: 'a.b', Message: 'm' }]],
  [
    'more than 256 KB in all',
    'BatchRequestTooLongException',
    [
      { Id: 'a', Message: 'm'.repeat(131_073) },
      { Id: 'b', Message: 'm'.repeat(131_072) },
    ],
  ],
])('a batch with %s is refused as a whole', async (_, name, PublishBatchRequestEntries) => {
  const { client, topic } = topicForTest();
  await expect(
    client.send(new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries })),
  ).rejects.toMatchObject({ name });
});

test('ten messages of 256 KB in all are taken', async () => {
  const { client, topic } = topicForTest();
  const PublishBatchRequestEntries = Array.from({ length: 10 }, (_, n) => ({
    Id: `${n}`,
    Message: 'm'.repeat(n < 8 ? 26_214 : 26_216),
  }));
  const { Successful } = await client.send(new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries }));
  expect(Successful).toHaveLength(10);
});
