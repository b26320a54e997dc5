import fc from 'fast-check';
import { aDeviceVersion } from '../testing/a-registry.ts';
import { deviceLine } from './registry-objects.ts';
import { deviceAt, devicesIn, findLine, indexShard } from './registry-shard.ts';

const index = (...lines: string[]) => indexShard('devices/ab-1.ndjson', Buffer.from(lines.join('')));
const line = (deviceId: string, ...versions: ReturnType<typeof aDeviceVersion>[]) =>
  deviceLine({ deviceId, versions: versions.length > 0 ? versions : [aDeviceVersion()] });

test('every device of a shard is found, and no other', () => {
  const character = fc.constantFrom(...'abzAZ09._:-');
  const id = fc
    .tuple(fc.constantFrom('a', 'Z', '0'), fc.array(character, { maxLength: 4 }))
    .map(([first, rest]) => first + rest.join(''));
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 30 }), fc.array(id, { maxLength: 10 }), (registered, others) => {
      const sorted = registered.toSorted((a, b) => (a < b ? -1 : 1));
      const shard = index(...sorted.map((deviceId) => line(deviceId)));
      for (const deviceId of [...registered, ...others]) {
        const found = findLine(shard, deviceId);
        expect(found === undefined ? undefined : deviceAt(shard, found).deviceId).toBe(
          registered.includes(deviceId) ? deviceId : undefined,
        );
      }
      expect([...devicesIn(shard)].map(({ deviceId }) => deviceId)).toEqual(sorted);
    }),
  );
});

test('an id that only begins or goes on like a registered one is unknown', () => {
  const shard = index(line('monitor-1'), line('monitor-10'), line('monitor-2'));
  expect(
    ['monitor-', 'monitor-1', 'monitor-100', 'monitor-11', 'monitor-2', 'n'].map((id) => findLine(shard, id)),
  ).toEqual([undefined, 0, undefined, undefined, 2, undefined]);
});

test('a shard may be empty', () => {
  expect(findLine(index(), 'monitor-1')).toBeUndefined();
});

test.each([
  ['is unsorted', [line('b'), line('a')], 'line 2 is not above the line before it'],
  ['has a device twice', [line('a'), line('a')], 'line 2 is not above the line before it'],
  ['is cut off', [line('a'), line('b').slice(0, -1)], 'line 2 is cut off'],
  ['has an empty line', [line('a'), '\n'], 'line 2 does not begin with a device id'],
  ['has an id without end', ['{"deviceId":"a\n'], 'line 1 does not begin with a device id'],
  ['has an id that ends in the next line', ['{"deviceId":"a\n', line('b')], 'line 1 does not begin with a device id'],
  ['has a line of another form', ['{"versions":[],"deviceId":"a"}\n'], 'line 1 does not begin with a device id'],
])('a shard that %s throws, with object and line', (_, lines, detail) => {
  expect(() => index(...lines)).toThrow(`The registry breaks its contract: devices/ab-1.ndjson ${detail}`);
});

test.each([
  ['an unknown field', line('b').replace('"site"', '"place"'), '/versions/0'],
  [
    'a tenant that is none',
    line('b', aDeviceVersion({ tenant: 'No Tenant' })),
    '/versions/0/tenant must match pattern',
  ],
  ['no JSON', '{"deviceId":"b",\n', 'the record is not JSON'],
  ['no version', '{"deviceId":"b","versions":[]}\n', '/versions'],
  ['two versions from one time', line('b', aDeviceVersion(), aDeviceVersion()), '/versions do not rise by validFrom'],
  [
    'versions that fall',
    line('b', aDeviceVersion({ validFrom: 2 }), aDeviceVersion({ validFrom: 1 })),
    '/versions do not rise by validFrom',
  ],
])('a line with %s throws when its device is asked for, and harms no other', (_, text, detail) => {
  const shard = index(line('a'), text, line('c'));
  expect(deviceAt(shard, findLine(shard, 'c') ?? 0).deviceId).toBe('c');
  expect(() => deviceAt(shard, findLine(shard, 'b') ?? 0)).toThrow(
    `The registry breaks its contract: devices/ab-1.ndjson line 2 ${detail}`,
  );
});
