import { openRefused } from '@millrace/shared/contracts/refused-record';
import type { Delivery } from '@millrace/shared/runtime/deliveries';
import { aReading } from '@millrace/shared/testing/a-reading';
import { acceptReading } from '../accept/accept-reading.ts';
import { limits } from '../clock/testing/limits.ts';
import { type Candidate, judgeRecord } from './judge-record.ts';

const now = 1_764_000_000_000;
const gateway = { tenant: 'ward-a' };
const device = { tenant: 'ward-a', deviceId: 'monitor-01' };
const judge = (text: string, identity: { tenant: string; deviceId?: string } = gateway) =>
  judgeRecord(identity, limits, now)({ text });
const delivered = (data: Buffer): Delivery => ({
  outer: '42',
  index: 0,
  shardId: 'shardId-000000000001',
  stream: 'raw-readings',
  partitionKey: 'monitor-01',
  arrivedAt: 1_764_000_001_000,
  data,
});
const accept = (data: Buffer) => acceptReading(limits)(data.toString('utf8'), delivered(data));

test.each([
  ['a reading with an id of its own', aReading({ id: '"7"' })],
  ['a reading without one', aReading()],
  ['a reading that names its tenant', aReading({ tenant: 'ward-a' })],
])('the id that is answered for %s is the one that accept derives from the bytes in the stream', (_, reading) => {
  const { data, verdict } = judge(JSON.stringify(reading));
  const accepted = accept(data);
  if ('setAside' in accepted) throw new Error(accepted.setAside.detail);
  expect(verdict).toEqual({ status: 'accepted', id: JSON.parse(accepted.ok.data.toString('utf8')).id });
});

test('an accepted reading travels under its device as it was sent, with the tenant of the token in it', () => {
  const { data, partitionKey } = judge(
    ' {"deviceId":"monitor-01", "time":1764000000000.0,"measures":{"dose":0.30000000000000000001}} ',
  );
  expect(partitionKey).toBe('monitor-01');
  expect(data.toString('utf8')).toBe(
    ' {"tenant":"ward-a","deviceId":"monitor-01", "time":1764000000000.0,"measures":{"dose":0.30000000000000000001}} ',
  );
});

test.each([
  ['a device that is not the token’s', aReading({ deviceId: 'monitor-02' }), device, 'device-mismatch', '/deviceId'],
  ['a tenant that is not the token’s', aReading({ tenant: 'ward-b' }), gateway, 'tenant-mismatch', '/tenant'],
  ['a broken contract', { ...aReading(), x: 1 }, gateway, 'schema-violation', '/x'],
  ['a clock that starts anew', aReading({ time: '1970-01-01T00:00:07Z' }), gateway, 'time-in-past', '/time'],
])('%s is refused, and accept keeps it as refused for the same reason', (_, reading, identity, code, pointer) => {
  const { data, verdict } = judge(JSON.stringify(reading), identity);
  expect(verdict).toMatchObject({ status: 'set-aside', reason: { code, pointer } });
  expect(accept(data)).toEqual({ setAside: 'reason' in verdict && verdict.reason });
});

test('what a decoder knows to be bad is refused for its reason, though it reads like a reading', () => {
  const bad: Candidate = { text: JSON.stringify(aReading()), reason: { code: 'unit-unknown', detail: 'has no unit' } };
  const { data, verdict } = judgeRecord(gateway, limits, now)(bad);
  expect(verdict).toEqual({ status: 'set-aside', reason: bad.reason });
  expect(openRefused(data.toString('utf8'))).toEqual({ ...bad, sender: gateway });
});

test('what is refused travels under its sender, not under the device that it names', () => {
  expect(judge(JSON.stringify(aReading({ deviceId: 'monitor-02' })), device).partitionKey).toBe('monitor-01');
  expect(judge('{}').partitionKey).toBe('ward-a');
});
