import { type PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { jsonParser } from '../contracts/schema-parser.ts';
import { SetAsideRecord } from '../contracts/set-aside.ts';
import type { BusEvent } from '../runtime/put-events.ts';
import { keepSetAside } from './keep-set-aside.ts';

const noon = Date.UTC(2026, 10, 23, 12);
const parse = jsonParser(SetAsideRecord);

const keeping = () => {
  const objects = new Map<string, string>();
  const events: BusEvent[] = [];
  const s3 = new S3Client({});
  s3.send = (async ({ input }: { input: PutObjectCommandInput }) => {
    objects.set(String(input.Key), String(input.Body));
    return {};
  }) as never;
  const announce = async (announced: BusEvent[]) => void events.push(...announced);
  return {
    objects,
    events,
    keep: keepSetAside({ s3, bucket: 'set-aside', by: 'ingest-accept', announce, now: () => noon + 3_600_000 }),
  };
};

const bad = (index: number, arrivedAt: number) => ({
  reason: { code: 'schema-violation', detail: 'must be number', pointer: '/time' } as const,
  delivery: {
    outer: '49',
    index,
    shardId: 'shardId-000000000000',
    stream: 'millrace-dev-raw-readings',
    partitionKey: 'monitor-01',
    arrivedAt,
    data: Buffer.from([0xff, index]),
  },
});

test('what is bad is kept byte for byte under the hour of its arrival, and each object is announced', async () => {
  const { keep, objects, events } = keeping();
  await keep([bad(0, noon - 1), bad(1, noon), bad(2, noon)]);
  const [before, after] = [...objects.keys()];
  expect(before).toMatch(/^ingest-accept\/2026\/11\/23\/11\/shardId-0+-49-[0-9a-f]{32}\.ndjson$/);
  expect(after).toMatch(/^ingest-accept\/2026\/11\/23\/12\/shardId-0+-49-[0-9a-f]{32}\.ndjson$/);
  const records = [...objects.values()].map((text) => text.trimEnd().split('\n').map(parse));
  expect(records.map((each) => each.length)).toEqual([1, 2]);
  expect(records[1]?.[1]).toMatchObject({
    ok: { id: expect.stringMatching(/^2026112312-/), index: 2, pointer: '/time', data: '/wI=' },
  });
  expect(events.map(({ detail }) => detail)).toEqual([
    { by: 'ingest-accept', bucket: 'set-aside', key: before, reasons: { 'schema-violation': 1 } },
    { by: 'ingest-accept', bucket: 'set-aside', key: after, reasons: { 'schema-violation': 2 } },
  ]);
});

test('a repeated batch writes the same objects with the same ids', async () => {
  const { keep, objects } = keeping();
  await keep([bad(0, noon)]);
  const first = new Map(objects);
  await keep([bad(0, noon)]);
  expect(objects).toEqual(first);
});

test('a batch that was cut shorter, and is late, does not write over the longer one', async () => {
  const { keep, objects } = keeping();
  await keep([bad(0, noon), bad(1, noon)]);
  await keep([bad(0, noon)]);
  const indexes = [...objects.values()].map((text) =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line).index),
  );
  expect(indexes).toEqual([[0, 1], [0]]);
});

test('nothing bad writes and announces nothing', async () => {
  const { keep, objects, events } = keeping();
  await keep([]);
  expect([objects.size, events.length]).toEqual([0, 0]);
});
