import { aggregate } from '@millrace/shared/runtime/kpl';
import { aReading } from '@millrace/shared/testing/a-reading';
import type { Operation } from 'rfc6902';
import { type Remedy, repair } from './repair.ts';
import { replay } from './replay.ts';
import type { Selection } from './selection.ts';
import { accepted, raw, setAsideForTest } from './testing/set-aside-for-test.ts';
import { type Tracked, trackRecords } from './track-records.ts';

let world: ReturnType<typeof setAsideForTest>;
beforeEach(() => {
  world = setAsideForTest();
});
afterEach(() => world.remove());

const tracked = async (selection: Selection = {}) => {
  const found: Tracked[] = [];
  for await (const each of trackRecords(world.ports(), selection)) found.push(each);
  return found;
};

const repairing = async (remedy: Remedy, settings: { dryRun?: boolean; again?: boolean } = {}, selection = {}) => {
  const unhealed: string[] = [];
  const outcome = await repair({
    ...world.ports(),
    onRepaired: () => {},
    onUnhealed: (_, why) => unhealed.push(why),
  })(selection, remedy, settings);
  return { ...outcome, whyNot: unhealed };
};

const withoutTime = JSON.stringify({ ...aReading(), time: undefined });
const addTime: Operation[] = [{ op: 'add', path: '/time', value: 17 }];

test('a patch is kept beside the original and goes back in its place', async () => {
  await world.setAside([{ data: withoutTime }]);
  expect(await repairing({ patch: addTime })).toMatchObject({ repaired: 1, unhealed: 0 });
  const [record] = await tracked();
  expect(record?.record.data.toString()).toBe(withoutTime);
  expect(record).toMatchObject({
    state: 'repaired',
    repairs: [{ patch: JSON.stringify(addTime), operator: 'tester' }],
  });
  await replay(world.ports())({});
  expect(world.textsIn(raw).map((text) => JSON.parse(text))).toEqual([aReading({ time: 17 })]);
  expect((await tracked())[0]?.state).toBe('replayed');
});

test('a dry run keeps nothing', async () => {
  await world.setAside([{ data: withoutTime }]);
  expect(await repairing({ patch: addTime }, { dryRun: true })).toMatchObject({ repaired: 1 });
  expect(await tracked()).toEqual([expect.objectContaining({ state: 'open', repairs: [] })]);
});

test('what its contract still refuses is not kept, and it is said what is wrong', async () => {
  await world.setAside([
    { data: '{"deviceId":"a","measures":{"b":null}}' },
    { data: withoutTime, delivery: { stream: accepted } },
    { data: withoutTime, delivery: { stream: 'millrace-dev-other' } },
  ]);
  expect(await repairing({ patch: addTime })).toMatchObject({
    repaired: 0,
    unhealed: 3,
    whyNot: [
      'still schema-violation at /measures/b: must be number, or must be boolean, or must be string',
      expect.stringMatching(/^still schema-violation/),
      'still schema-violation: there is no contract for the stream millrace-dev-other',
    ],
  });
  expect((await tracked()).map(({ state }) => state)).toEqual(['open', 'open', 'open']);
});

test('one record that a patch does not heal leaves the others healed', async () => {
  await world.setAside([
    { data: '{"deviceId"' },
    { data: Buffer.from([0xff]) },
    { data: aggregate([{ partitionKey: 'a', data: Buffer.from(withoutTime) }]) },
    { data: withoutTime },
  ]);
  expect(await repairing({ patch: addTime })).toMatchObject({
    repaired: 1,
    whyNot: [
      'the record is not JSON; repair it with --data',
      'the bytes are not UTF-8; repair it with --data',
      expect.stringContaining('aggregate of many records'),
    ],
  });
});

test.each<[string, Operation[], string]>([
  ['a path that is not there', [{ op: 'remove', path: '/units/x' }], 'remove /units/x: there is nothing at that path'],
  [
    'a path through a number',
    [{ op: 'add', path: '/measures/heart-rate/x', value: 1 }],
    'add /measures/heart-rate/x: cannot be applied',
  ],
  ['a test that fails', [{ op: 'test', path: '/deviceId', value: 'Jane' }], 'test /deviceId: the value is another one'],
  ['no pointer', [{ op: 'remove', path: 'x' }], 'remove x: cannot be applied'],
  ['no operation', [{ op: 'mend', path: '/x' } as never], 'mend /x: is no operation of RFC 6902'],
  [
    'a prototype',
    [{ op: 'add', path: '/__proto__/x', value: 1 }],
    'still schema-violation at /x: is not in the contract',
  ],
])('a patch with %s heals nothing, and its reason shows no value', async (_, patch, why) => {
  await world.setAside([{ data: JSON.stringify(aReading()) }]);
  expect(await repairing({ patch: [...addTime, ...patch] })).toMatchObject({ repaired: 0, whyNot: [why] });
  expect(await tracked()).toEqual([expect.objectContaining({ repairs: [] })]);
  expect({}).not.toHaveProperty('x');
});

test('whole bytes replace those of one record, whatever they were', async () => {
  await world.setAside([{ data: Buffer.from([0xff]) }]);
  const data = Buffer.from(JSON.stringify(aReading()));
  expect(await repairing({ data })).toMatchObject({ repaired: 1 });
  await replay(world.ports())({});
  expect(world.textsIn(raw)).toEqual([data.toString()]);
});

test('the same repair again changes nothing; another goes on from it', async () => {
  await world.setAside([{ data: withoutTime }]);
  await repairing({ patch: addTime });
  expect(await repairing({ patch: addTime })).toMatchObject({ repaired: 0, unchanged: 1 });
  await world.clock.advance(1);
  await repairing({ patch: [{ op: 'replace', path: '/deviceId', value: 'monitor-02' }] });
  await replay(world.ports())({});
  expect(world.textsIn(raw).map((text) => JSON.parse(text))).toEqual([aReading({ time: 17, deviceId: 'monitor-02' })]);
});

test('a record whose original was replayed is left alone unless it is said; then the repaired bytes go back, too', async () => {
  const original = JSON.stringify(aReading({ id: '1' }));
  await world.setAside([{ data: original }]);
  await replay(world.ports())({});
  const patch: Operation[] = [{ op: 'replace', path: '/id', value: '2' }];
  expect(await repairing({ patch })).toMatchObject({ repaired: 0, skipped: 1 });
  expect(await repairing({ patch }, { again: true })).toMatchObject({ repaired: 1 });
  expect((await tracked())[0]?.state).toBe('repaired');
  expect(await replay(world.ports())({})).toMatchObject({ replayed: 1 });
  expect(world.textsIn(raw)).toEqual([original, JSON.stringify(aReading({ id: '2' }))]);
});

test('a repair in the name of another device than the sender is not kept', async () => {
  await world.setAside([{ data: withoutTime, sender: { tenant: 'ward-a', deviceId: 'monitor-09' } }]);
  expect(await repairing({ patch: addTime })).toMatchObject({ whyNot: ['is not of the device that sent it'] });
});

test('a trail that is damaged stops the run: a repair must not be overlooked', async () => {
  await world.setAside([{ data: JSON.stringify(aReading()) }]);
  await world.putObject('repairs/2026/11/23/12/x.json', '{');
  await expect(replay(world.ports())({})).rejects.toThrow('move it out of repairs/');
  expect(world.textsIn(raw)).toEqual([]);
});
