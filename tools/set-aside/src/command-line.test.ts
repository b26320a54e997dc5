import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCommandLine } from './command-line.ts';

const now = Date.UTC(2026, 10, 23, 12);
const read = (...args: string[]) => readCommandLine(args, now);
const id = '2026112309-3f9a1c2b7d4e0011';
const nowhere = { stage: undefined, region: undefined, endpointUrl: undefined, operator: undefined };

test('a command without options is about the last day, in the sandbox', () => {
  expect(read('list')).toEqual({
    name: 'list',
    selection: { from: now - 86_400_000, to: undefined, ids: undefined, reason: undefined, by: undefined },
    place: nowhere,
    all: false,
    json: false,
  });
});

test('ids tell the hours to look in', () => {
  expect(read('show', '--id', id, '--id', '2026112310-3f9a1c2b7d4e0011').selection).toMatchObject({
    from: Date.UTC(2026, 10, 23, 9),
    to: Date.UTC(2026, 10, 23, 11),
  });
});

test('times are RFC 3339 or how long ago', () => {
  expect(read('replay', '--from', '2h', '--to', '2026-11-23T12:30+01:00').selection).toMatchObject({
    from: now - 7_200_000,
    to: Date.UTC(2026, 10, 23, 11, 30),
  });
});

test('a repair takes a patch for many, or the bytes of a file for one', () => {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-bytes-'));
  writeFileSync(join(directory, 'bytes'), 'a\n');
  expect(read('repair', '--patch', '[{"op":"remove","path":"/x"}]', '--dry-run')).toMatchObject({
    remedy: { patch: [{ op: 'remove', path: '/x' }] },
    dryRun: true,
  });
  expect(read('repair', '--id', id, '--data', join(directory, 'bytes'))).toMatchObject({
    remedy: { data: Buffer.from('a\n') },
  });
  rmSync(directory, { recursive: true });
});

test.each([
  [['mend'], /list, show, repair or replay, not mend/],
  [[], /Say what to do/],
  [['list', 'show'], /One command at a time/],
  [['list', '--again'], /--again goes with repair and replay/],
  [['replay', '--json'], /--json goes with list and show/],
  [['list', '--from', 'yesterday'], /--from yesterday is no time/],
  [['list', '--from', '2026-11-23T12:00:00'], /is no time/],
  [['list', '--from', '1h', '--to', '2h'], /--from is not before --to/],
  [['show', '--id', '1'], /is no id/],
  [['repair'], /--patch JSON or with --data FILE/],
  [['repair', '--patch', '[]', '--data', 'x'], /--patch JSON or with --data FILE/],
  [['repair', '--patch', '{'], /is not JSON/],
  [['repair', '--patch', '[]'], /is a list of operations/],
  [['repair', '--patch', '[{"op":"remove"}]'], /is a list of operations/],
  [['repair', '--data', 'x'], /name it with --id/],
  [['repair', '--id', id, '--data', '/no/such/file'], /no such file/],
  [['list', '--form', '2h'], /Unknown option '--form'/],
])('%j is refused with what is wrong', (args, message) => {
  expect(() => read(...args)).toThrow(message);
});
