import { refusedRecord } from '@millrace/shared/contracts/refused-record';
import type { Delivery } from '@millrace/shared/runtime/deliveries';
import { asSent } from './as-sent.ts';

const reason = { code: 'json-malformed', detail: 'the record is not JSON' } as const;
const sender = { tenant: 'ward-a', deviceId: 'monitor-01' };
const bad = (data: Buffer) => ({ reason, delivery: { data, outer: '42' } as Delivery });

test('a refused record is kept with the bytes that its sender wrote, and who that was', () => {
  const text = '{"Größe":\n';
  expect(asSent(bad(refusedRecord({ reason, sender, text })))).toEqual({
    reason,
    sender,
    delivery: { outer: '42', data: Buffer.from(text) },
  });
});

test('a message over MQTT is kept as the device of its topic published it', () => {
  const payload = Buffer.from([0xff, 0x00]);
  const message = { mqtt: payload.toString('base64'), ...sender };
  expect(asSent(bad(Buffer.from(JSON.stringify(message))))).toMatchObject({ sender, delivery: { data: payload } });
});

test('any other record keeps its bytes, text or not, and tells of no sender', () => {
  const other = bad(Buffer.from([0xff, 0x00, 0x0a, 0x80]));
  expect(asSent(other)).toBe(other);
});
