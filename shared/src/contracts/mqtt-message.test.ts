import { openMqtt } from './mqtt-message.ts';

const message = { mqtt: 'e30=', tenant: 'ward-a', deviceId: 'monitor-01' };

test('a message is told from other texts by its fields, in any order', () => {
  expect(openMqtt(JSON.stringify(message))).toEqual(message);
  expect(openMqtt('{"deviceId":"monitor-01","tenant":"ward-a","mqtt":"e30="}')).toEqual(message);
});

test.each([
  ['a reading with a measure of that name', '{"deviceId":"a","time":1,"measures":{"mqtt":1}}'],
  ['a topic that names no tenant', JSON.stringify({ ...message, tenant: 'Ward A' })],
  ['a topic that names no device', JSON.stringify({ ...message, deviceId: 'a/b' })],
  ['a message with more in it', JSON.stringify({ ...message, time: 1 })],
  ['what is not JSON', '{"mqtt":'],
])('%s is none', (_, text) => {
  expect(openMqtt(text)).toBeUndefined();
});
