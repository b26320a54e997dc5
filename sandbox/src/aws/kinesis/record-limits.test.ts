import { PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { aStream, texts } from './testing/a-stream.ts';

describe('limits', () => {
  const megabyte = 1024 * 1024;

  test('a record of 1 MiB with its key is taken and a byte more is refused', async () => {
    const { client, stream } = aStream();
    const put = (bytes: number) =>
      client.send(new PutRecordCommand({ ...stream, PartitionKey: 'four', Data: Buffer.alloc(bytes) }));
    await expect(put(megabyte - 4)).resolves.toBeDefined();
    await expect(put(megabyte - 3)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('500 records are taken and 501 are refused', async () => {
    const { client, stream } = aStream();
    const put = (count: number) =>
      client.send(
        new PutRecordsCommand({
          ...stream,
          Records: Array.from({ length: count }, () => ({ PartitionKey: 'k', Data: Buffer.from('x') })),
        }),
      );
    expect((await put(500)).FailedRecordCount).toBe(0);
    await expect(put(501)).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(put(0)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('a call of 10 MiB with its keys is taken and a byte more is refused', async () => {
    const { client, stream } = aStream();
    const record = (bytes: number) => ({ PartitionKey: 'k', Data: Buffer.alloc(bytes) });
    const full = Array.from({ length: 10 }, () => record(megabyte - 1));
    await expect(client.send(new PutRecordsCommand({ ...stream, Records: full }))).resolves.toBeDefined();
    await expect(
      client.send(new PutRecordsCommand({ ...stream, Records: [...full, record(0)] })),
    ).rejects.toMatchObject({ name: 'InvalidArgumentException' });
  });

  test('a partition key has 1 to 256 characters', async () => {
    const { put } = aStream();
    await expect(put('x', 'ü'.repeat(256))).resolves.toBeDefined();
    await expect(put('x', 'k'.repeat(257))).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(put('x', '')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('a shard keeps its newest 64 MiB', async () => {
    const { kinesis, first } = aStream();
    for (let index = 0; index < 70; index++)
      kinesis.put({ stream: 'readings', partitionKey: 'k', data: Buffer.alloc(megabyte - 1, index) });
    const { records } = kinesis.read({ stream: 'readings', shardId: first, after: 'TRIM_HORIZON', limit: 100 });
    expect(records.map((record) => record.data[0])).toEqual(Array.from({ length: 64 }, (_, index) => index + 6));
  });

  test('an expired record is gone, the next one is not', async () => {
    const { put, iterator, get, clock } = aStream();
    await put('old');
    await clock.advance(1);
    await put('young');
    await clock.advance(24 * 3_600_000);
    expect(texts(await get(await iterator()))).toEqual(['young']);
  });
});
