import { refusedRecord } from '@millrace/shared/contracts/refused-record';
import type { Delivery } from '@millrace/shared/runtime/deliveries';
import { asSent } from './as-sent.ts';

const bad = (data: Buffer) => ({
  reason: { code: 'json-malformed', detail: 'the record is not JSON' } as const,
  delivery: { data, outer: '42' } as Delivery,
});

test('a refused record is kept with the bytes that its sender wrote', () => {
  const { delivery } = asSent(bad(refusedRecord(bad(Buffer.alloc(0)).reason, '{"Größe":\n')));
  expect(delivery).toEqual({ outer: '42', data: Buffer.from('{"Größe":\n') });
});

test('a message over MQTT is kept as its device published it', () => {
  const payload = Buffer.from([0xff, 0x00]);
  const message = { mqtt: payload.toString('base64'), tenant: 'ward-a', deviceId: 'monitor-01' };
  expect(asSent(bad(Buffer.from(JSON.stringify(message)))).delivery.data).toEqual(payload);
});

test('any other record keeps its bytes, text or not', () => {
  const bytes = Buffer.from([0xff, 0x00, 0x0a, 0x80]);
  expect(asSent(bad(bytes)).delivery.data).toBe(bytes);
});
