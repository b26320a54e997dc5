import { namedPartition } from './named-partition.ts';
import { recentPartitions } from './recent-partitions.ts';

test('the partitions of the last 26 hours are named in UTC, the oldest first', () => {
  const partitions = recentPartitions(Date.UTC(2026, 0, 1, 0, 59));
  expect(partitions).toHaveLength(26);
  expect(partitions[0]).toBe('2025-12-30-23');
  expect(partitions.slice(-2)).toEqual(['2025-12-31-23', '2026-01-01-00']);
});

test('a landed object names its partition, and other events name none', () => {
  const keyed = (key: string) => namedPartition({ detail: { object: { key } } });
  expect(keyed('landing/readings/hour=2026-11-23-14/landing-1.ndjson.gz')).toBe('2026-11-23-14');
  expect(keyed('curated/readings/hour=2026-11-23-14/x')).toBeUndefined();
  expect(namedPartition({ detail: {} })).toBeUndefined();
  expect(namedPartition({})).toBeUndefined();
});
