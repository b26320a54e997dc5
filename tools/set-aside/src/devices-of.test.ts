import { gzipSync } from 'node:zlib';
import { aggregate } from '@millrace/shared/runtime/kpl';
import { aReading } from '@millrace/shared/testing/a-reading';
import { anAcceptedReading } from '@millrace/shared/testing/an-accepted-reading';
import fc from 'fast-check';
import { devicesOf } from './devices-of.ts';

const devices = (data: Buffer | string, partitionKey = 'key') => devicesOf({ data: Buffer.from(data), partitionKey });
const reading = JSON.stringify(aReading({ deviceId: 'monitor-07' }));
const inAggregate = aggregate([
  { partitionKey: 'x', data: Buffer.from(reading) },
  { partitionKey: 'x', data: Buffer.from('{"deviceId":"monitor-08"') },
]);

test.each<[string, Buffer | string, string[]]>([
  ['a reading', reading, ['monitor-07']],
  ['an accepted reading', JSON.stringify(anAcceptedReading()), ['monitor-01']],
  ['a compressed reading', gzipSync(reading), ['monitor-07']],
  ['an aggregate', inAggregate, ['monitor-07', 'monitor-08']],
  ['a damaged aggregate', Buffer.concat([inAggregate.subarray(0, -1), Buffer.from([0])]), ['monitor-07', 'monitor-08']],
  ['a reading that was cut', '{"deviceId" : "monitor-07","mea', ['monitor-07']],
  [
    'bytes that are not UTF-8',
    Buffer.concat([Buffer.from('{"deviceId":"monitor-07"'), Buffer.from([0xff])]),
    ['monitor-07'],
  ],
  ['JSON that names no device', '{"deviceId":7}', ['key']],
  ['JSON that is no object', 'null', ['key']],
  ['bytes that say nothing', Buffer.from([1, 2, 3]), ['key']],
])('the device of %s is told', (_, data, expected) => {
  expect(devices(data)).toEqual(expected);
});

test('any bytes have a device', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(devices(Buffer.from(bytes)).length).toBeGreaterThan(0);
    }),
  );
});
