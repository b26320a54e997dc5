import { AcceptedReading } from '@millrace/shared/contracts/accepted-reading';
import type { Parsed } from '@millrace/shared/contracts/parsed';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import type { Delivery } from '@millrace/shared/runtime/deliveries';
import { aReading } from '@millrace/shared/testing/a-reading';
import { limits } from '../clock/testing/limits.ts';
import { type Accepted, acceptReading } from './accept-reading.ts';

const delivery: Delivery = {
  outer: '42',
  index: 3,
  shardId: 'shardId-000000000001',
  stream: 'raw-readings',
  partitionKey: 'monitor-01',
  arrivedAt: 1_764_000_001_000,
  data: Buffer.alloc(0),
};
const accepted = (parsed: Parsed<Accepted>): AcceptedReading => {
  if ('setAside' in parsed) throw new Error(parsed.setAside.detail);
  return JSON.parse(parsed.ok.data.toString('utf8'));
};
const accept = (text: string) => accepted(acceptReading(limits)(text, delivery));

test('what is accepted fits the contract of accepted-readings', () => {
  const value = accept(JSON.stringify(aReading({ time: '2025-11-23T12:00:00Z', id: '"7"' })));
  expect(schemaParser(AcceptedReading)(value)).toHaveProperty('ok');
  expect(value).toMatchObject({
    id: 'monitor-01:"7"',
    time: Date.UTC(2025, 10, 23, 12),
    receivedAt: 1_764_000_001_000,
    delivery: 'shardId-000000000001:42:3',
  });
});

test("the device's own text travels on byte for byte", () => {
  const text =
    ' {"deviceId":"monitor-01", "time":1764000000000,"measures":{"dose":0.30000000000000000001,"ward":"Größe 3"}}';
  const parsed = acceptReading(limits)(text, delivery);
  expect('ok' in parsed && parsed.ok.data.toString('utf8')).toContain(`"reading":${text}}`);
});

test('without an id of its own a reading gets one from its content, the same at every delivery', () => {
  const text = JSON.stringify(aReading());
  const again = accepted(acceptReading(limits)(text, { ...delivery, outer: '99', arrivedAt: 1_764_000_002_000 }));
  expect(accept(text).id).toBe(again.id);
  expect(accept(JSON.stringify(aReading({ measures: { 'heart-rate': 73 } }))).id).not.toBe(again.id);
  expect(accept(JSON.stringify(aReading({ tenant: 'ward-b' }))).id).not.toBe(again.id);
});

test('its device is the partition key', () => {
  expect(acceptReading(limits)(JSON.stringify(aReading({ deviceId: 'pump-9' })), delivery)).toMatchObject({
    ok: { partitionKey: 'pump-9' },
  });
});

test('a time that cannot be true at its arrival is set aside', () => {
  const at = (time: number) => acceptReading(limits)(JSON.stringify(aReading({ time })), delivery);
  expect(at(delivery.arrivedAt + 900_000)).toHaveProperty('ok');
  expect(at(delivery.arrivedAt + 900_001)).toMatchObject({ setAside: { code: 'time-in-future', pointer: '/time' } });
  expect(at(0)).toMatchObject({ setAside: { code: 'time-in-past', pointer: '/time' } });
});
