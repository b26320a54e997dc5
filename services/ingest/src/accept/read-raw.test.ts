import { gzipSync } from 'node:zlib';
import { refusedRecord } from '@millrace/shared/contracts/refused-record';
import { aReading } from '@millrace/shared/testing/a-reading';
import fc from 'fast-check';
import { readRaw } from './read-raw.ts';

const overMqtt = (payload: string | Buffer) =>
  readRaw(
    JSON.stringify({
      mqtt: Buffer.from(payload).toString('base64'),
      ...{ tenant: 'ward-a', deviceId: 'monitor-01' },
    }),
  );

test('a message over MQTT is read as its device published it, with the tenant of its topic', () => {
  const payload = '{"deviceId":"monitor-01","time":1.0,"measures":{"hr":72}}';
  const text = '{"tenant":"ward-a","deviceId":"monitor-01","time":1.0,"measures":{"hr":72}}';
  expect(overMqtt(payload)).toMatchObject({ ok: { text, time: 1 } });
  expect(overMqtt(gzipSync(payload))).toMatchObject({ ok: { text } });
});

test.each([
  ['another device than its topic', JSON.stringify(aReading({ deviceId: 'monitor-02' })), 'device-mismatch'],
  ['another tenant than its topic', JSON.stringify(aReading({ tenant: 'ward-b' })), 'tenant-mismatch'],
  ['no JSON', 'hello', 'json-malformed'],
  ['bytes that are no text', Buffer.from([0xff]), 'not-utf8'],
  ['broken gzip', Buffer.from([0x1f, 0x8b, 0]), 'gzip-damaged'],
])('a message over MQTT with %s is set aside', (_, payload, code) => {
  expect(overMqtt(payload)).toMatchObject({ setAside: { code } });
});

test('what is put straight into the stream may speak for any device', () => {
  const text = JSON.stringify(aReading({ deviceId: 'monitor-02', tenant: 'ward-b' }));
  expect(readRaw(text)).toMatchObject({ ok: { text } });
});

test('what a way in refused is set aside for its reason, though it reads like a reading', () => {
  const reason = { code: 'device-mismatch', detail: 'is not the device of its sender', pointer: '/deviceId' } as const;
  const refused = refusedRecord({ reason, sender: { tenant: 'ward-a' }, text: JSON.stringify(aReading()) });
  expect(readRaw(refused.toString('utf8'))).toEqual({ setAside: reason });
});

test('any text, as it is or over MQTT or refused, is read or set aside, and nothing throws', () => {
  const anyText = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((json) => `{"refused":${json}}`),
    fc.json().map((json) => `{"mqtt":${json}}`),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      for (const read of [readRaw(text), overMqtt(text)])
        expect('ok' in read ? typeof read.ok.reading.deviceId : read.setAside.detail.length > 0).toBeTruthy();
    }),
    { numRuns: 1000 },
  );
});
