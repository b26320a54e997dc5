import type { DeviceType, DeviceVersion } from '@millrace/shared/contracts/device-registry';
import fc from 'fast-check';
import { deviceAsOf, setAsideUnknown } from './device-as-of.ts';

const monitor: DeviceType = { name: 'monitor', measures: {}, unknownMeasures: 'pass' };
const types = new Map([[monitor.name, monitor]]);
const version = (validFrom: number): DeviceVersion => ({
  validFrom,
  tenant: 'ward-a',
  type: 'monitor',
  site: `since-${validFrom}`,
  labels: {},
});
const registry = (...validFrom: number[]) => ({ devices: new Map([['monitor-01', validFrom.map(version)]]), types });
const siteAt = (time: number, ...validFrom: number[]) => {
  const device = deviceAsOf(registry(...validFrom), 'monitor-01', time);
  return 'ok' in device ? device.ok.version.site : device.unknown;
};

test('a version holds from its very first millisecond to the last before the next', () => {
  expect(siteAt(100, 100, 200)).toBe('since-100');
  expect(siteAt(199, 100, 200)).toBe('since-100');
  expect(siteAt(200, 100, 200)).toBe('since-200');
});

test('the version that holds is the newest that had begun', () => {
  const times = fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(times, fc.nat(60), (validFrom, time) => {
      const begun = validFrom.filter((each) => each <= time);
      const expected = begun.length > 0 ? `since-${Math.max(...begun)}` : 'before-first-version';
      expect(siteAt(time, ...validFrom.sort((a, b) => a - b))).toBe(expected);
    }),
  );
});

test('a reading from before the first version is of no known device, for its time', () => {
  expect(siteAt(99, 100)).toBe('before-first-version');
  expect(setAsideUnknown['before-first-version']).toEqual({
    setAside: {
      code: 'device-unknown',
      detail: 'is before the first time that the registry knows the device at',
      pointer: '/time',
    },
  });
});

test('a device that the registry does not have is unknown, also when it is called like a property of every object', () => {
  for (const deviceId of ['monitor-02', 'constructor'])
    expect(deviceAsOf(registry(0), deviceId, 1)).toEqual({ unknown: 'not-registered' });
});

test('a device of a type that the registry does not have is unknown', () => {
  expect(deviceAsOf({ ...registry(0), types: new Map() }, 'monitor-01', 1)).toEqual({ unknown: 'device-type-unknown' });
});
