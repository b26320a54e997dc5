import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { aggregate } from '@millrace/shared/runtime/kpl';
import { account, region } from '../src/aws/account.ts';
import { itemOf } from '../src/aws/event-source-mapping/event.ts';
import { failureDocument, failureObjectKey } from '../src/aws/event-source-mapping/failure-document.ts';
import { drain } from '../src/drain.ts';
import type { Platform } from '../src/platform.ts';
import { countOutcomes } from '../src/run/count-outcomes.ts';
import { bucketName, resourceName } from '../src/seed/names.ts';
import { spareMonitor as deviceId } from '../src/seed/seed-platform.ts';
import { startSandbox } from '../src/start-sandbox.ts';

/** What an operator does about set-aside records, by the very commands, on the whole platform. */
const directory = mkdtempSync(join(tmpdir(), 'millrace-set-aside-story-'));
const root = join(import.meta.dirname, '../..');
let platform: Platform;

beforeAll(async () => {
  platform = await startSandbox({ root, directory, port: 0, fresh: true, progress: () => {} });
}, 120_000);

afterAll(async () => {
  await platform.close();
  rmSync(directory, { recursive: true });
}, 30_000);

const setAside = async (...args: string[]): Promise<string> => {
  const main = join(root, 'tools/set-aside/src/main.ts');
  const command = ['--no-warnings', main, ...args, '--endpoint-url', platform.url()];
  return (await promisify(execFile)(process.execPath, command)).stdout.trim();
};
const list = async (...args: string[]): Promise<{ id: string; reason: string }[]> =>
  (await setAside('list', '--json', ...args))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const start = Date.now() - 60_000;
const reading = (second: number, change: object = {}) =>
  JSON.stringify({ deviceId, time: start + second * 1000, measures: { 'body-temperature': 37 }, ...change });
const put = (data: string | Buffer) =>
  platform.kinesis.put({ stream: resourceName('raw-readings'), partitionKey: deviceId, data: Buffer.from(data) });

/** Leaves what Lambda leaves when it gives up a batch. */
const giveUp = async (data: Buffer) => {
  const functionName = 'millrace-ingest-local-accept';
  const source = {
    functionName,
    streamArn: platform.kinesis.streamArn(resourceName('raw-readings')),
    shardId: 'shardId-000000000000',
  };
  const item = itemOf(source)({ sequenceNumber: '1', arrivedAt: Date.now(), partitionKey: 'lane-0', data });
  const document = failureDocument(
    [item],
    { condition: 'RetryAttemptsExhausted', invokeCount: 21, functionError: 'Unhandled' },
    {
      requestId: 'story',
      functionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}:$LATEST`,
      ...source,
      now: Date.now(),
      withPayload: true,
    },
  );
  await platform.s3.putObject({
    bucket: bucketName('set-aside'),
    key: failureObjectKey('story', source.shardId, Date.now(), 'story'),
    body: JSON.stringify(document),
  });
};

const eventually = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await sleep(50);
};
const hotRows = () => platform.timestream.rowCount('millrace_local', 'readings');
const recordsInStreams = () =>
  ['raw-readings', 'accepted-readings'].map((channel) => {
    const stream = resourceName(channel);
    const read = ({ shardId }: { shardId: string }) =>
      platform.kinesis.read({ stream, shardId, after: 'TRIM_HORIZON', limit: 10_000 }).records.length;
    return platform.kinesis.shards(stream).reduce((sum, shard) => sum + read(shard), 0);
  });

test('set aside, repaired, replayed: stored once, however often it is replayed', async () => {
  put(reading(0));
  put(reading(1, { units: { 'body-temperature': 'Celsius' } }));
  put(reading(2).slice(0, -2));
  await eventually(async () => (await list()).length === 2 && (await hotRows()) === 1);
  // Its first reading is stored already: it had succeeded after all.
  await giveUp(aggregate([0, 3, 4].map((second) => ({ partitionKey: deviceId, data: Buffer.from(reading(second)) }))));
  expect((await list()).map(({ reason }) => reason).sort()).toEqual([
    'RetryAttemptsExhausted',
    'json-malformed',
    'unit-unknown',
  ]);

  const patch = '[{"op":"replace","path":"/reading/units/body-temperature","value":"Cel"}]';
  expect(await setAside('repair', '--reason', 'unit-unknown', '--patch', patch)).toContain('1 repaired');
  const file = join(directory, 'repaired.json');
  writeFileSync(file, reading(2));
  const [malformed] = await list('--device', deviceId, '--reason', 'json-malformed');
  expect(await setAside('repair', '--id', malformed?.id ?? '', '--data', file)).toContain('1 repaired');

  expect(await setAside('replay')).toBe('3 replayed, 0 refused.');
  await eventually(async () => (await hotRows()) === 5);
  expect(await list()).toEqual([]);

  const streams = recordsInStreams();
  for (let time = 0; time < 2; time++)
    expect(await setAside('replay')).toBe('0 replayed, 0 refused, 3 replayed before.');
  expect(recordsInStreams()).toEqual(streams);

  expect(await setAside('replay', '--again')).toBe('3 replayed, 0 refused.');
  await drain(platform, () => {});
  // One repeat in the aggregate, and four readings once more. The one that went back to accepted-readings kept the delivery
  // that it had, so it counts as delivered once.
  expect(await countOutcomes(platform)).toMatchObject({ stored: 5, inHotStore: 5, duplicates: 5 });
  expect(await list()).toEqual([]);
}, 180_000);
