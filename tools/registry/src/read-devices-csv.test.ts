import { Readable } from 'node:stream';
import fc from 'fast-check';
import { readDevicesCsv } from './read-devices-csv.ts';
import { collect } from './registry-for-test.ts';

const read = async (...lines: (string | Buffer)[]) => {
  const bytes = Buffer.concat(lines.map((line) => Buffer.concat([Buffer.from(line), Buffer.from('\n')])));
  return collect(readDevicesCsv(Readable.from([bytes])));
};
const header = 'device_id,tenant,type,site,labels,valid_from';
const problemsOf = async (...lines: (string | Buffer)[]) =>
  (await read(...lines)).flatMap((row) => ('problems' in row ? row.problems : []));

test('a row is read with its line, its labels and its time', async () => {
  const rows = await read(header, 'monitor-01,ward-a,monitor,"ward 3, east",bed=1; floor=2;,2026-01-15T08:00:00Z');
  expect(rows).toEqual([
    {
      ok: {
        line: 2,
        deviceId: 'monitor-01',
        tenant: 'ward-a',
        type: 'monitor',
        site: 'ward 3, east',
        labels: { bed: '1', floor: '2' },
        validFrom: Date.UTC(2026, 0, 15, 8),
      },
    },
  ]);
});

test('only device, tenant and type are needed; columns stand in any order, and a label may have one of its own', async () => {
  const [row, other] = await read(
    '\ufefflabel.bed,type,device_id,tenant',
    '1;2,monitor,monitor-01,ward-a',
    ',monitor,b,ward-a',
  );
  expect(row).toMatchObject({ ok: { site: '', labels: { bed: '1;2' }, validFrom: undefined } });
  expect(other).toMatchObject({ ok: { labels: {} } });
});

test('lines are counted as an editor counts them, with cells that go on and empty lines', async () => {
  const rows = await read(header, 'a,t,m,"two', 'lines",,', '', 'b,t,m,,,');
  expect(rows.map((row) => 'ok' in row && row.ok.line)).toEqual([3, 5]);
});

test.each([
  ['a device id that is none', 'a/b,t,m,,,', 'device_id'],
  ['no tenant', 'a,,m,,,', 'tenant'],
  ['a tenant that is none', 'a,No Tenant,m,,,', 'tenant'],
  ['no type', 'a,t,,,,', 'type'],
  ['a site that is too long', `a,t,m,${'x'.repeat(129)},,`, 'site'],
  ['a label without a value', 'a,t,m,,bed,', 'labels'],
  ['a label whose name is none', 'a,t,m,,1=2,', 'labels'],
  ['a label twice', 'a,t,m,,bed=1;bed=2,', 'labels'],
  ['a time without a zone', 'a,t,m,,,2026-01-15T08:00:00', 'valid_from'],
  ['a day that does not exist', 'a,t,m,,,2026-02-30T08:00:00Z', 'valid_from'],
])('%s is refused, with line and column', async (_, row, column) => {
  expect(await problemsOf(header, 'ok,t,m,,,', row)).toEqual([{ line: 3, column, detail: expect.any(String) }]);
});

test('everything that is wrong with a row is told', async () => {
  const problems = await problemsOf(header, 'a/b,T,,,x,yesterday');
  expect(problems.map(({ column }) => column)).toEqual(['device_id', 'tenant', 'type', 'labels', 'valid_from']);
});

test('a reason never repeats what the file says', async () => {
  expect(JSON.stringify(await problemsOf(header, 'Jane Doe,t,m,,,'))).not.toContain('Jane');
});

test('a row of more or fewer cells than the header is refused', async () => {
  expect(await problemsOf(header, 'a,t,m', 'a,t,m,,,,x')).toEqual([
    { line: 2, detail: 'has 3 cells, the header 6' },
    { line: 3, detail: 'has 7 cells, the header 6' },
  ]);
});

test('text in another encoding is refused rather than garbled', async () => {
  expect(await problemsOf(header, Buffer.from('a,t,m,Küche,,', 'latin1'))).toEqual([
    { line: 2, column: 'site', detail: 'is not UTF-8' },
  ]);
  expect(await read(header, 'a,t,m,Küche,,')).toMatchObject([{ ok: { site: 'Küche' } }]);
});

test.each([
  ['a column is missing', 'device_id,tenant', { line: 1, column: 'type', detail: 'is not in the header' }],
  ['a column is unknown', `${header},Site`, { line: 1, column: 'Site', detail: expect.stringContaining('is none of') }],
  ['a column stands twice', `${header},site`, { line: 1, column: 'site', detail: 'stands twice in the header' }],
])('where %s, nothing is read', async (_, line, problem) => {
  expect(await read(line, 'a,t,m,,,')).toEqual([{ problems: [problem] }]);
});

test('an empty file has no header', async () => {
  expect(await problemsOf('')).toHaveLength(3);
});

test('quotes that are wrong end the file with their line', async () => {
  expect(await problemsOf(header, 'a,t,m,,,', 'b,t,m,"x"y,,', 'c,t,m,,,')).toEqual([
    { line: 3, detail: expect.stringContaining('quote') },
  ]);
});

test('a stream that breaks is no end of file: it throws', async () => {
  const broken = Readable.from(
    (function* () {
      yield `${header}\n`;
      throw new Error('EIO');
    })(),
  );
  await expect(collect(readDevicesCsv(broken))).rejects.toThrow('EIO');
});

test('any text gives rows or problems, never a throw', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.string(), fc.constant('a,t,m,,,'), fc.constant('"'))), async (lines) => {
      for (const row of await read(header, ...lines)) expect('ok' in row !== 'problems' in row).toBe(true);
    }),
  ));
