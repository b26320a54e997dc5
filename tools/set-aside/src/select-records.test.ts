import { selectRecords } from './select-records.ts';
import type { Selection } from './selection.ts';
import { setAsideForTest } from './testing/set-aside-for-test.ts';

let world: ReturnType<typeof setAsideForTest>;
beforeEach(() => {
  world = setAsideForTest();
});
afterEach(() => world.remove());

const hour = 3_600_000;

const select = async (selection: Selection) => {
  const read: string[] = [];
  world.faults.s3 = ({ method, path }) => {
    if (method === 'GET' && path !== '/') read.push(path.slice(1));
    return undefined;
  };
  const texts: string[] = [];
  for await (const { data } of selectRecords(world.ports(), selection)) texts.push(data.toString());
  return { texts, read };
};

test('a range of time reads the objects of its hours, and no others', async () => {
  const start = world.clock.now();
  for (const data of ['12h', '13h', '14h', '15h']) {
    await world.setAside([{ data }]);
    await world.setAside([{ data: `${data} enriched`, delivery: { outer: '50' } }], 'enrich-enrich');
    await world.clock.advance(hour);
  }
  const { texts, read } = await select({ from: start + hour, to: start + 3 * hour, reason: 'json-malformed' });
  expect(texts).toEqual(['13h enriched', '14h enriched', '13h', '14h']);
  expect(read.map((key) => key.split('/').slice(0, 5).join('/'))).toEqual([
    'enrich-enrich/2026/11/23/13',
    'enrich-enrich/2026/11/23/14',
    // The hour that the range ends with is read, and holds nothing of it.
    'enrich-enrich/2026/11/23/15',
    'ingest-accept/2026/11/23/13',
    'ingest-accept/2026/11/23/14',
    'ingest-accept/2026/11/23/15',
  ]);
  expect((await select({ from: start + 3 * hour, by: 'ingest-accept' })).texts).toEqual(['15h']);
});

test('a range takes its first millisecond and leaves its last one out', async () => {
  const now = world.clock.now();
  await world.setAside([{ data: 'a' }]);
  expect((await select({ from: now, to: now + 1 })).texts).toEqual(['a']);
  expect((await select({ from: now + 1 })).texts).toEqual([]);
  expect((await select({ to: now })).texts).toEqual([]);
});

test('what Lambda gave up is found by its arrival although it was given up the next day', async () => {
  await world.clock.advance(11 * hour + 59.5 * 60_000);
  const arrived = world.clock.now();
  await world.clock.advance(60_000);
  await world.giveUp([{ data: 'late', partitionKey: 'monitor-01' }]);
  expect(await world.keysUnder('aws/lambda/0b5f-mapping/shardId-000000000002/2026/11/24/')).toHaveLength(1);
  const selected = await select({ from: arrived, to: arrived + 1 });
  expect(selected.texts).toEqual(['late']);
  expect((await select({ from: arrived + 1 })).texts).toEqual([]);
});

test('reasons of ours are not looked for in what Lambda wrote, nor its conditions in what we wrote', async () => {
  await world.setAside([{ data: 'ours' }]);
  await world.giveUp([{ data: 'given up', partitionKey: 'monitor-01' }]);
  const ours = await select({ reason: 'json-malformed' });
  expect(ours).toEqual({ texts: ['ours'], read: [expect.stringMatching(/^ingest-accept/)] });
  const givenUp = await select({ reason: 'RetryAttemptsExhausted', by: 'ingest-accept' });
  expect(givenUp).toEqual({ texts: ['given up'], read: [expect.stringMatching(/^aws\/lambda/)] });
});

test('more objects than a page lists are all found', async () => {
  for (let index = 0; index < 1005; index++)
    await world.setAside([{ data: String(index), delivery: { outer: String(index).padStart(4, '0') } }]);
  expect((await select({})).texts).toHaveLength(1005);
});

test('what cannot be read is told of, and the rest is selected', async () => {
  await world.setAside([{ data: 'a' }]);
  const [key = ''] = await world.keysUnder('ingest-accept/');
  const good = (await world.s3.getObject({ bucket: 'set-aside', key }))?.body.toString();
  await world.putObject(key, `nonsense\n${good}{"id":1}\n`);
  await world.putObject('aws/lambda/m/shardId-1/2026/11/23/x', '{"payload":{}}');
  expect((await select({})).texts).toEqual(['a']);
  expect(world.unreadable).toEqual([
    { key, detail: expect.stringMatching(/^line 1: /) },
    { key, detail: expect.stringMatching(/^line 3: /) },
    { key: 'aws/lambda/m/shardId-1/2026/11/23/x', detail: expect.any(String) },
  ]);
});
