import type { DeviceVersion } from '@millrace/shared/contracts/device-registry';
import { aDeviceVersion } from '@millrace/shared/testing/a-registry';
import fc from 'fast-check';
import type { DeviceRow } from './device-row.ts';
import { mergeVersions } from './merge-versions.ts';

const now = 1000;
const at = (validFrom: number, site: string) => aDeviceVersion({ validFrom, site });
const row = (site: string, validFrom?: number, line = 2): DeviceRow => {
  const { tenant, type, labels } = aDeviceVersion();
  return { line, deviceId: 'monitor-01', tenant, type, site, labels, validFrom };
};
const merge = (registered: DeviceVersion[], ...rows: DeviceRow[]) =>
  mergeVersions(registered, rows, { mode: 'merge', now });
const replace = (registered: DeviceVersion[], ...rows: DeviceRow[]) =>
  mergeVersions(registered, rows, { mode: 'replace', now });

test('a new device has been so since ever, unless its row says since when', () => {
  expect(merge([], row('a'))).toEqual({ versions: [at(0, 'a')] });
  expect(merge([], row('a', 500))).toEqual({ versions: [at(500, 'a')] });
  expect(merge([], row('a'), row('b', 500, 3))).toEqual({ versions: [at(0, 'a'), at(500, 'b')] });
});

test('a device that changed is as the row says from now on, and was before what it was', () => {
  expect(merge([at(0, 'a')], row('b'))).toEqual({ versions: [at(0, 'a'), at(now, 'b')] });
});

test('of several rows of a device, the one without a time is its first', () => {
  const rows = [row('a'), row('b', 500, 3)];
  expect(merge([at(0, 'a'), at(500, 'b')], ...rows)).toEqual({ versions: [at(0, 'a'), at(500, 'b')] });
  expect(merge([at(0, 'c')], ...rows)).toHaveProperty('problems');
});

test.each([
  ['labels', { labels: { bed: '2' } }],
  ['a label more', { labels: { bed: '1', floor: '3' } }],
  ['a label less', { labels: {} }],
  ['tenant', { tenant: 'ward-b' }],
  ['type', { type: 'pump' }],
])('another %s is a change', (_, change) => {
  const registered = aDeviceVersion({ labels: { bed: '1' } });
  const merged = merge([registered], { ...row('ward-3'), labels: { bed: '1' }, ...change });
  expect('versions' in merged && merged.versions).toHaveLength(2);
});

test('what holds already is nothing new', () => {
  expect(merge([at(0, 'a'), at(500, 'b')], row('b'))).toEqual({ versions: [at(0, 'a'), at(500, 'b')] });
  expect(merge([at(0, 'a'), at(500, 'b')], row('a', 0))).toEqual({ versions: [at(0, 'a'), at(500, 'b')] });
});

test('what will hold does not hold yet', () => {
  expect(merge([at(0, 'a'), at(2000, 'b')], row('b'))).toEqual({ versions: [at(0, 'a'), at(now, 'b'), at(2000, 'b')] });
  expect(merge([at(2000, 'b')], row('b'))).toEqual({ versions: [at(now, 'b'), at(2000, 'b')] });
});

test('a row with a time is put in its place, also between what is registered', () => {
  expect(merge([at(0, 'a'), at(500, 'b')], row('c', 250))).toEqual({
    versions: [at(0, 'a'), at(250, 'c'), at(500, 'b')],
  });
});

test('history is not rewritten, except by replacing it', () => {
  expect(merge([at(0, 'a')], row('b', 0))).toEqual({
    problems: [{ line: 2, detail: 'differs from what is registered from that time; --replace rewrites it' }],
  });
  expect(replace([at(0, 'a'), at(500, 'b')], row('b', 0))).toEqual({ versions: [at(0, 'b')] });
  expect(replace([at(0, 'a')], row('b'))).toEqual({ versions: [at(0, 'b')] });
});

test('two rows of one device and time are one too many, whether or not they say the same', () => {
  for (const mode of [merge, replace])
    for (const rows of [
      [row('a'), row('a', undefined, 3)],
      [row('a'), row('b', undefined, 3)],
      [row('a', 5), row('b', 5, 3)],
    ])
      expect(mode([], ...rows)).toEqual({
        problems: [{ line: 3, detail: 'is of the same device and time as line 2' }],
      });
});

test('more versions than the contract takes are refused', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => row('a', index, index + 2));
  expect(merge([], ...rows(1000))).toHaveProperty('versions');
  expect(merge([], ...rows(1001))).toHaveProperty('problems');
});

test('an import done twice is an import done once, versions rise, and none is lost', () => {
  const site = fc.constantFrom('a', 'b', 'c');
  const history = fc
    .uniqueArray(fc.tuple(fc.nat(2 * now), site), { selector: ([time]) => time, maxLength: 5 })
    .map((versions) => versions.sort(([a], [b]) => a - b).map(([time, name]) => at(time, name)));
  const rows = fc.array(
    fc.tuple(site, fc.option(fc.nat(2 * now), { nil: undefined })).map(([name, time]) => row(name, time)),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(history, rows, (registered, given) => {
      const once = merge(registered, ...given);
      if ('problems' in once) return;
      expect(mergeVersions(once.versions, given, { mode: 'merge', now: now + 1 })).toEqual(once);
      expect(once.versions).toEqual(expect.arrayContaining(registered));
      const times = once.versions.map(({ validFrom }) => validFrom);
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    }),
  );
});
