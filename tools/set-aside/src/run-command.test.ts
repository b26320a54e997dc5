import { aReading } from '@millrace/shared/testing/a-reading';
import { readCommandLine } from './command-line.ts';
import { runCommand } from './run-command.ts';
import { refuseAll, setAsideForTest } from './testing/set-aside-for-test.ts';

let world: ReturnType<typeof setAsideForTest>;
beforeEach(() => {
  world = setAsideForTest();
});
afterEach(() => world.remove());

const run = async (...args: string[]) => {
  const printed: string[] = [];
  const warned: string[] = [];
  const { onUnreadable, ...ports } = world.ports();
  const code = await runCommand({
    ...ports,
    print: (text) => printed.push(text),
    warn: (text) => warned.push(text),
  })(readCommandLine(args, world.clock.now() + 1));
  return { code, printed: printed.join('\n'), warned: warned.join('\n') };
};

const bad = JSON.stringify({ ...aReading(), units: { 'heart-rate': 1 } });
const patch = '[{"op":"replace","path":"/units/heart-rate","value":"/min"}]';
const reason = { code: 'schema-violation', detail: 'must be string', pointer: '/units/heart-rate' } as const;

test('list counts by reason, function and hour, then names each record, and shows no payload', async () => {
  await world.setAside([
    { data: bad, reason },
    { data: '\u001b[2J{"secret"', delivery: { partitionKey: 'a\u001b[2Jb' } },
  ]);
  const { code, printed } = await run('list');
  expect(code).toBe(0);
  expect(printed.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['reason', 'by', 'arrived', 'records'],
    ['schema-violation', 'ingest-accept', '2026-11-23T12h', '1'],
    ['json-malformed', 'ingest-accept', '2026-11-23T12h', '1'],
    [''],
    ['id', 'arrived', 'state', 'reason', 'by', 'device'],
    [expect.any(String), '2026-11-23T12:00:00.000Z', 'open', 'schema-violation', 'ingest-accept', 'monitor-01'],
    [expect.any(String), '2026-11-23T12:00:00.000Z', 'open', 'json-malformed', 'ingest-accept', 'a\\u{1b}[2Jb'],
  ]);
});

test('list gives machines a document a record, without its payload', async () => {
  await world.setAside([{ data: bad, reason }]);
  const { printed } = await run('list', '--json');
  expect(JSON.parse(printed)).toMatchObject({
    state: 'open',
    devices: ['monitor-01'],
    bytes: bad.length,
    ...{ reason: reason.code },
  });
  expect(printed).not.toContain('measures');
});

test('list shows at most fifty records to people, and says so', async () => {
  await world.setAside(Array.from({ length: 60 }, (_, index) => ({ data: String(index) })));
  const { printed } = await run('list');
  expect(printed).toMatch(/json-malformed +ingest-accept +2026-11-23T12h +60\n/);
  expect(printed.split('\n').slice(-1)).toEqual(['… and 10 more; --json gives all']);
});

test('repair shows the difference, keeps it, and replay puts it back; then nothing is open', async () => {
  await world.setAside([{ data: bad, reason }]);
  const { printed } = await run('repair', '--patch', patch, '--dry-run');
  expect(printed.split('\n').slice(1)).toEqual([
    '- /units/heart-rate 1',
    '+ /units/heart-rate "/min"',
    '1 would be repaired, 0 unchanged, 0 not healed.',
  ]);
  expect((await run('repair', '--patch', patch)).printed).toBe('1 repaired, 0 unchanged, 0 not healed.');
  expect((await run('replay')).printed).toBe('1 replayed, 0 refused.');
  expect(await run('replay')).toEqual({ code: 0, printed: '0 replayed, 0 refused, 1 replayed before.', warned: '' });
  expect(await run('list')).toEqual({
    code: 0,
    printed: 'Nothing that arrived since 2026-11-22T12:00:00.001Z.',
    warned: '1 more are replayed; --all shows them.',
  });
  expect((await run('list', '--all')).printed).toMatch(/replayed +schema-violation/);
});

test('show gives a record whole, with its bytes, its repairs and its replays', async () => {
  await world.setAside([{ data: bad, reason }, { data: Buffer.from([0xff, 0x00]) }]);
  await run('repair', '--reason', 'schema-violation', '--patch', patch);
  await run('replay', '--reason', 'schema-violation');
  const { printed } = await run('show');
  expect(printed).toContain(`bytes          ${bad.length}\n               ${bad}\n`);
  expect(printed).toContain(`repair         2026-11-23T12:00:00.000Z by tester: ${patch}`);
  expect(printed).toContain('replay         2026-11-23T12:00:00.000Z by tester: replayed, the bytes that hold');
  expect(printed).toContain('at             /units/heart-rate');
  expect(printed).toContain('bytes          2\n               ff00');
});

test('what stays as it was gives exit code 1, and it is said why', async () => {
  expect(await run('show')).toMatchObject({ code: 1, warned: expect.stringContaining('no such record') });
  await world.setAside([{ data: '{' }]);
  expect(await run('repair', '--patch', patch)).toMatchObject({ code: 1, warned: expect.stringContaining('--data') });
  expect(await run('replay')).toMatchObject({
    code: 1,
    printed: '0 replayed, 0 refused, 1 to be repaired first.',
    warned: expect.stringMatching(/^2026112312-[0-9a-f]{16} still json-malformed/),
  });
});

test('a busy stream and an object that cannot be read give exit code 1, too', async () => {
  await world.setAside([{ data: JSON.stringify(aReading()) }]);
  world.faults.kinesis = refuseAll;
  expect(await run('replay')).toMatchObject({ code: 1, warned: expect.stringContaining('stays open') });
  world.faults.kinesis = undefined;
  await world.putObject('ingest-accept/2026/11/23/12/x.ndjson', 'nonsense');
  expect(await run('replay')).toMatchObject({
    code: 1,
    printed: '1 replayed, 0 refused.',
    warned: expect.stringContaining('ingest-accept/2026/11/23/12/x.ndjson'),
  });
});

test('of many records with a fault the first twenty are told', async () => {
  await world.setAside(
    Array.from({ length: 25 }, () => ({ data: '{' })).map((each, index) => ({
      ...each,
      delivery: { outer: String(index) },
    })),
  );
  const { warned, printed } = await run('replay');
  expect(warned.split('\n')).toHaveLength(21);
  expect(printed).toBe('0 replayed, 0 refused, 25 to be repaired first.');
});
