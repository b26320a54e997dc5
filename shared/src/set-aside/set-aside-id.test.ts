import fc from 'fast-check';
import { hourOfSetAsideId, hourPath, setAsideId } from './set-aside-id.ts';

const place = {
  stream: 'millrace-dev-raw-readings',
  shardId: 'shardId-000000000000',
  sequenceNumber: '49',
  index: 0,
  arrivedAt: Date.UTC(2026, 10, 23, 12, 59, 59, 999),
};

test('an id tells the hour of arrival and nothing else', () => {
  expect(setAsideId(place)).toMatch(/^2026112312-[0-9a-f]{16}$/);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (arrivedAt) => {
      const hour = hourOfSetAsideId(setAsideId({ ...place, arrivedAt }));
      expect(hourPath(hour)).toBe(hourPath(arrivedAt));
      expect(hour % 3_600_000).toBe(0);
    }),
  );
});

test.each([
  ['another stream', { stream: 'millrace-dev-accepted-readings' }],
  ['another shard', { shardId: 'shardId-000000000001' }],
  ['another sequence number', { sequenceNumber: '50' }],
  ['another place in the aggregate', { index: 1 }],
])('%s gives another id', (_, change) => {
  expect(setAsideId({ ...place, ...change })).not.toBe(setAsideId(place));
});

test('a whole record has another id than its first user record', () => {
  const { index, ...whole } = place;
  expect(setAsideId(whole)).not.toBe(setAsideId({ ...whole, index }));
});
