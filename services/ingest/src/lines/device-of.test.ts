import { deviceOf } from './device-of.ts';

const of = (tags: Record<string, string>, deviceId?: string) =>
  deviceOf(new Map(Object.entries(tags)), deviceId === undefined ? {} : { deviceId });
const all = { device: 'sda1', host: 'gateway-1', device_id: 'monitor-01' };

test.each([
  ['device_id names it, whatever the token', all, 'pump-7', 'monitor-01', 'device_id'],
  ['else it is the device of the token', { host: 'gateway-1', device: 'sda1' }, 'pump-7', 'pump-7', undefined],
  ["else, for a gateway's token, the host", { device: 'sda1', host: 'gateway-1' }, undefined, 'gateway-1', 'host'],
  ['else the tag device', { device: 'sda1' }, undefined, 'sda1', 'device'],
])('%s', (_, tags, token, deviceId, tag) => {
  expect(of(tags as Record<string, string>, token)).toEqual({ ok: { deviceId, tag } });
});

test('a line that names no device is bad, and so is one whose device no reading can have', () => {
  const detail = 'has no tag device_id, host or device, and the token names no device';
  expect(of({ room: 'a' })).toEqual({ setAside: { code: 'schema-violation', detail } });
  expect(of({ host: 'my host' })).toMatchObject({ setAside: { detail: 'has a tag host that is not a device id' } });
});
