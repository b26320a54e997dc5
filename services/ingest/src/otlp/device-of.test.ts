import { deviceOf } from './device-of.ts';
import { attributesOf } from './testing/requests.ts';

const all = { 'device.id': 'device-1', 'host.id': 'host-1', 'service.instance.id': 'instance-1' };
const { 'device.id': _, ...withoutDevice } = all;
const { 'host.id': __, ...withoutHost } = withoutDevice;
const of = (texts: Record<string, string>, token?: string) =>
  deviceOf({ attributes: attributesOf(texts) }, token === undefined ? {} : { deviceId: token });

test.each([
  ['its device id, whatever else there is', all, 'pump-7', 'device-1'],
  ['the device of the token, where it has none', withoutDevice, 'pump-7', 'pump-7'],
  ["its host's id, where a gateway sends", withoutDevice, undefined, 'host-1'],
  ['its service instance, where no host is known', withoutHost, undefined, 'instance-1'],
  ['the next, where an id is empty', { ...all, 'device.id': '' }, undefined, 'host-1'],
])('a resource is of %s', (_title, texts, token, device) => {
  expect(of(texts, token)).toEqual({ ok: device });
});

test('an id may be a number', () => {
  expect(deviceOf({ attributes: [{ key: 'device.id', value: { intValue: '123456789012345' } }] }, {})).toEqual({
    ok: '123456789012345',
  });
});

test.each([
  ['has no id at all', { 'service.name': 'pump' }],
  ['has an id that no device may have', { 'device.id': 'a b' }],
])('a resource that %s is refused, rather than filed under another', (_title, texts: Record<string, string>) => {
  expect(of(texts)).toMatchObject({ setAside: { code: 'schema-violation', pointer: '/resource/attributes' } });
});
