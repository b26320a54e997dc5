import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { aggregate } from '@millrace/shared/runtime/kpl';
import { aReading } from '@millrace/shared/testing/a-reading';
import { anAcceptedReading } from '@millrace/shared/testing/an-accepted-reading';
import fc from 'fast-check';
import { replay } from './replay.ts';
import { accepted, raw, refuseAll, setAsideForTest } from './testing/set-aside-for-test.ts';
import { type Tracked, trackRecords } from './track-records.ts';

let world: ReturnType<typeof setAsideForTest>;
beforeEach(() => {
  world = setAsideForTest();
});
afterEach(() => world.remove());

const reading = (id: string, given: object = {}) => JSON.stringify({ ...aReading({ id }), ...given });
const idsOf = (texts: string[]) => texts.map((text) => JSON.parse(text).id);
const idsIn = (stream: string) => idsOf(world.textsIn(stream));
const tracked = async () => {
  const found: Tracked[] = [];
  for await (const each of trackRecords(world.ports(), {})) found.push(each);
  return found;
};
const states = async () => (await tracked()).map(({ state }) => state);

test('a record goes back to its stream byte for byte, under its partition key', async () => {
  const data = gzipSync(reading('a'));
  await world.setAside([{ data, delivery: { partitionKey: 'any' } }]);
  const anAccepted = JSON.stringify(anAcceptedReading());
  await world.setAside([{ data: anAccepted, delivery: { stream: accepted } }], 'enrich-enrich');
  expect(await replay(world.ports())({})).toEqual({ replayed: 2, refused: 0, barred: 0, skipped: 0 });
  expect(world.userRecordsIn(raw).map(({ partitionKey, data: bytes }) => [partitionKey, bytes])).toEqual([
    ['any', data],
  ]);
  expect(world.textsIn(accepted)).toEqual([anAccepted]);
});

test('replaying three times puts a record once, unless it is said to go again', async () => {
  await world.setAside([{ data: reading('a') }, { data: reading('b') }]);
  await replay(world.ports())({});
  expect(await replay(world.ports())({})).toEqual({ replayed: 0, refused: 0, barred: 0, skipped: 2 });
  expect(await replay(world.ports())({})).toEqual({ replayed: 0, refused: 0, barred: 0, skipped: 2 });
  expect(idsIn(raw)).toEqual(['a', 'b']);
  expect(await replay(world.ports())({}, { again: true })).toEqual({ replayed: 2, refused: 0, barred: 0, skipped: 0 });
  expect(idsIn(raw)).toEqual(['a', 'b', 'a', 'b']);
});

test('the trail of a run says who replayed which bytes of which record, when, and with what outcome', async () => {
  await world.setAside([{ data: reading('a') }]);
  await replay(world.ports())({});
  const [record] = await tracked();
  expect(record?.replays).toEqual([
    {
      run: expect.any(String),
      operator: 'tester',
      replayedAt: world.clock.now(),
      sha256: hash('sha256', reading('a')),
      outcome: 'replayed',
    },
  ]);
  expect(await world.keysUnder('replays/')).toEqual([`replays/2026/11/23/12/${record?.replays[0]?.run}-1.json`]);
});

test('what the stream refuses stays open, and the next run replays it', async () => {
  await world.setAside([{ data: reading('a') }, { data: aggregate([aUserRecord(reading('b'))]) }]);
  world.faults.kinesis = refuseAll;
  expect(await replay(world.ports())({})).toEqual({ replayed: 0, refused: 2, barred: 0, skipped: 0 });
  expect(await states()).toEqual(['open', 'open']);
  world.faults.kinesis = undefined;
  expect(await replay(world.ports())({})).toEqual({ replayed: 2, refused: 0, barred: 0, skipped: 0 });
  expect(await states()).toEqual(['replayed', 'replayed']);
});

test('what one stream took is written down although another fails', async () => {
  await world.setAside([
    { data: reading('a') },
    { data: reading('b'), delivery: { stream: 'millrace-gone-raw-readings' } },
  ]);
  await expect(replay(world.ports())({})).rejects.toThrow(/millrace-gone/);
  expect(await states()).toEqual(['replayed', 'open']);
});

test('a run that ends between the put and its trail is repeated whole: a repeat, never a loss', async () => {
  await world.setAside([{ data: reading('a') }]);
  world.faults.s3 = ({ method, path }) =>
    method === 'PUT' && path.includes('/replays/') ? { status: 403, headers: {}, body: '' } : undefined;
  await expect(replay(world.ports())({})).rejects.toThrow();
  world.faults.s3 = undefined;
  expect(await states()).toEqual(['open']);
  await replay(world.ports())({});
  expect(idsIn(raw)).toEqual(['a', 'a']);
  expect(await states()).toEqual(['replayed']);
});

test('two operators at once both replay, and nothing is open afterwards', async () => {
  await world.setAside([{ data: reading('a') }]);
  const outcomes = await Promise.all([replay(world.ports())({}), replay(world.ports())({})]);
  expect(outcomes.map(({ replayed, skipped }) => replayed + skipped)).toEqual([1, 1]);
  expect(new Set(idsIn(raw))).toEqual(new Set(['a']));
  expect(await states()).toEqual(['replayed']);
});

test('a record that a retry set aside twice is replayed once', async () => {
  await world.setAside([{ data: reading('a') }, { data: reading('b') }]);
  // The retry begins with the second record, and so it writes another object.
  await world.setAside([{ data: reading('b'), delivery: { outer: `49${'1'.padStart(54, '0')}` } }]);
  expect(await world.keysUnder('ingest-accept/')).toHaveLength(2);
  expect(await replay(world.ports())({})).toMatchObject({ replayed: 2 });
  expect(idsIn(raw)).toEqual(['a', 'b']);
});

const aUserRecord = (text: string, partitionKey = 'monitor-01') => ({ partitionKey, data: Buffer.from(text) });

test('what Lambda gave up goes back, an aggregate unopened and to the shard of the keys inside', async () => {
  const data = aggregate([aUserRecord('a'), aUserRecord('b')]);
  await world.giveUp([
    { data, partitionKey: 'lane-3' },
    { data: 'plain', partitionKey: 'monitor-01' },
  ]);
  expect(await replay(world.ports())({ by: 'ingest-accept' })).toMatchObject({ replayed: 2 });
  const records = world.recordsIn(raw);
  expect(records.find((record) => record.partitionKey === 'lane-3')?.data).toEqual(data);
  expect(world.textsIn(raw).sort()).toEqual(['a', 'b', 'plain']);
  // Kinesis places the key itself where the aggregate went.
  const { shardId } = world.kinesis.put({ stream: raw, partitionKey: 'monitor-01', data: Buffer.from('') });
  expect(new Set(records.map((record) => record.shardId))).toEqual(new Set([shardId]));
});

test('bytes that are damaged go back as they are where Lambda gave them up', async () => {
  const damaged = aggregate([aUserRecord('a')]);
  damaged.fill(0, damaged.length - 1);
  await world.giveUp([{ data: damaged, partitionKey: 'lane-3' }]);
  await replay(world.ports())({});
  expect(world.recordsIn(raw).map(({ data }) => data)).toEqual([damaged]);
});

test('an aggregate that is gzipped goes back unopened, too', async () => {
  const data = gzipSync(aggregate([aUserRecord('a')]));
  await world.giveUp([{ data, partitionKey: 'lane-3' }]);
  await replay(world.ports())({});
  expect(world.recordsIn(raw).map((record) => record.data)).toEqual([data]);
});

test('what would only be set aside again does not go back, and it is told why', async () => {
  await world.setAside([{ data: '{' }, { data: reading('a') }, { data: reading('b', { time: 'noon' }) }]);
  const barred: string[] = [];
  const ports = { ...world.ports(), onBarred: (_: Tracked, why: string) => barred.push(why) };
  expect(await replay(ports)({})).toEqual({ replayed: 1, refused: 0, barred: 2, skipped: 0 });
  expect(barred).toEqual([
    'still json-malformed: the record is not JSON',
    expect.stringMatching(/^still schema-violation at \/time: /),
  ]);
  expect(idsIn(raw)).toEqual(['a']);
  expect(await states()).toEqual(['open', 'replayed', 'open']);
});

test('a reading comes back in the name of its sender only', async () => {
  const sender = { tenant: 'ward-a', deviceId: 'monitor-01' };
  await world.setAside([
    { data: reading('a'), sender },
    { data: reading('b', { tenant: 'ward-a' }), sender },
    { data: reading('c', { deviceId: 'monitor-02' }), sender: { tenant: 'ward-a' } },
    { data: reading('d', { deviceId: 'monitor-02' }), sender },
    { data: reading('e', { tenant: 'ward-b' }), sender },
  ]);
  const barred: string[] = [];
  const ports = { ...world.ports(), onBarred: (_: Tracked, why: string) => barred.push(why) };
  await replay(ports)({});
  expect(world.textsIn(raw)).toEqual([
    `{"tenant":"ward-a",${reading('a').slice(1)}`,
    reading('b', { tenant: 'ward-a' }),
    `{"tenant":"ward-a",${reading('c', { deviceId: 'monitor-02' }).slice(1)}`,
  ]);
  expect(barred).toEqual(['is not of the device that sent it', 'is not of the tenant that sent it']);
});

test('a message that a rule of AWS IoT could not put comes back in the name of its topic', async () => {
  const error = {
    ruleName: 'mqtt',
    topic: '$aws/rules/mqtt/millrace-dev/ward-a/monitor-01/readings',
    base64OriginalPayload: Buffer.from(reading('a')).toString('base64'),
    failures: [],
  };
  await world.putObject('aws/iot/2026/11/23/12/0b5f.json', JSON.stringify(error));
  await world.putObject('aws/iot/2026/11/23/12/0b60.json', JSON.stringify({ ...error, topic: 'elsewhere' }));
  expect(await replay(world.ports())({ device: 'monitor-01', reason: 'IotRuleFailed' })).toMatchObject({ replayed: 1 });
  expect(world.textsIn(raw)).toEqual([`{"tenant":"ward-a",${reading('a').slice(1)}`]);
  expect(world.unreadable).toEqual([expect.objectContaining({ key: 'aws/iot/2026/11/23/12/0b60.json' })]);
});

test('a device keeps its order, over objects, hours and retries', async () => {
  for (let hour = 0; hour < 3; hour++) {
    await world.setAside(
      ['a', 'b'].map((letter, index) => ({
        data: reading(`${hour}${letter}`),
        delivery: { outer: `49${String(hour * 2 + index).padStart(54, '0')}` },
      })),
    );
    await world.clock.advance(3_600_000);
  }
  let calls = 0;
  world.faults.kinesis = (request) => (calls++ === 0 ? refuseAll(request) : undefined);
  await replay(world.ports())({});
  expect(idsIn(raw)).toEqual(['0a', '0b', '1a', '1b', '2a', '2b']);
});

test('what arrives after a run began is for the next one', async () => {
  await world.setAside([
    { data: reading('a') },
    { data: reading('b'), delivery: { arrivedAt: world.clock.now() + 1 } },
  ]);
  expect(await replay(world.ports())({})).toMatchObject({ replayed: 1 });
  await world.clock.advance(1);
  expect(await replay(world.ports())({})).toMatchObject({ replayed: 1, skipped: 1 });
  expect(idsIn(raw)).toEqual(['a', 'b']);
});

test('only what is selected is replayed', async () => {
  const reason = { code: 'time-in-future', detail: 'is ahead' } as const;
  await world.setAside([
    { data: reading('a') },
    { data: reading('b', { deviceId: 'monitor-02' }) },
    { data: reading('c', { deviceId: 'monitor-02' }), reason },
  ]);
  await replay(world.ports())({ device: 'monitor-02', reason: 'time-in-future' });
  expect(idsIn(raw)).toEqual(['c']);
});

test('whatever fails on the way, repeated runs bring every record back, and then end', async () => {
  const device = fc.constantFrom('monitor-01', 'monitor-02', 'monitor-03');
  const plan = fc.record({
    kept: fc.array(device, { maxLength: 12 }),
    givenUp: fc.array(fc.tuple(device, fc.boolean()), { maxLength: 6 }),
    faults: fc.array(fc.constantFrom('none', 'refused', 'lost request', 'lost answer', 'lost trail'), {
      maxLength: 12,
    }),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ kept, givenUp, faults }) => {
      const world = setAsideForTest();
      try {
        await world.setAside(
          kept.map((partitionKey, index) => ({ data: reading(`k${index}`), delivery: { partitionKey } })),
        );
        await world.giveUp(
          givenUp.map(([partitionKey, aggregated], index) => {
            const data = Buffer.from(reading(`g${index}`));
            return { partitionKey, data: aggregated ? aggregate([{ partitionKey, data }]) : data };
          }),
        );
        const pending = [...faults];
        const failure = { status: 503, headers: {}, body: '{"__type":"InternalFailure"}' };
        world.faults.kinesis = (request) => {
          const fault = pending.shift();
          if (fault === 'refused') return refuseAll(request);
          if (fault === 'lost answer') void world.kinesis.service(request);
          return fault === 'lost request' || fault === 'lost answer' ? failure : undefined;
        };
        world.faults.s3 = ({ method }) => (method === 'PUT' && pending.shift() === 'lost trail' ? failure : undefined);
        let open = kept.length + givenUp.length;
        for (let run = 0; open > 0 && run <= 2 * faults.length; run++) {
          const outcome = await replay(world.ports())({}).catch(() => undefined);
          if (outcome) open = outcome.refused;
        }
        expect(open).toBe(0);
        const sent = [...kept.map((_, index) => `k${index}`), ...givenUp.map((_, index) => `g${index}`)];
        expect(new Set(idsOf(world.textsIn(raw)))).toEqual(new Set(sent));
        expect(await replay(world.ports())({})).toMatchObject({ replayed: 0, refused: 0 });
      } finally {
        world.remove();
      }
    }),
    { numRuns: 25 },
  );
});
