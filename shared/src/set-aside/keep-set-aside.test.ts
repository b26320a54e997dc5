import { type PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import type { Reason } from '../contracts/parsed.ts';
import type { Bad } from '../runtime/kinesis-batch.ts';
import { keepSetAside } from './keep-set-aside.ts';

const aBad = (outer: string): Bad<Reason> => ({
  delivery: {
    outer,
    index: 0,
    shardId: 'shardId-000000000000',
    stream: 'raw-readings',
    partitionKey: 'monitor-01',
    arrivedAt: Date.UTC(2026, 5, 1, 12, 30),
    data: Buffer.from('{'),
  },
  reason: { code: 'json-malformed', detail: 'the record is not JSON' },
});

const aKeeper = () => {
  const objects = new Map<string, string>();
  const s3 = new S3Client({});
  s3.send = (async ({ input: { Key = '', Body } }: { input: PutObjectCommandInput }) => {
    objects.set(Key, String(Body));
    return {};
  }) as never;
  const keep = keepSetAside({ s3, bucket: 'set-aside', by: 'ingest-accept', announce: async () => {}, now: () => 1 });
  return { keep, objects };
};

test('a repeated batch writes the same object again', async () => {
  const { keep, objects } = aKeeper();
  await keep([aBad('1'), aBad('2')]);
  await keep([aBad('1'), aBad('2')]);
  expect([...objects.keys()]).toEqual([expect.stringMatching(/^ingest-accept\/2026\/06\/01\/12\/shardId-0+-1-/)]);
});

test('a batch that was cut shorter, and is late, does not write over the longer one', async () => {
  const { keep, objects } = aKeeper();
  await keep([aBad('1'), aBad('2')]);
  await keep([aBad('1')]);
  const kept = [...objects.values()]
    .flatMap((text) => text.split('\n').filter(Boolean))
    .map((line) => JSON.parse(line).id);
  expect(new Set(kept)).toEqual(new Set(['shardId-000000000000:1:0', 'shardId-000000000000:2:0']));
});
