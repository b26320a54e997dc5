import { registryShardOf } from '@millrace/shared/contracts/lane';
import { createRowsByShard } from './rows-by-shard.ts';

const row = (deviceId: string, line: number) => ({
  ...{ line, deviceId, tenant: 'ward-a', type: 'monitor', site: 'Küche', labels: {} },
  validFrom: line,
});

test('every row comes back in its shard, by device and in the order of the file, however many there are', () => {
  const rows = createRowsByShard();
  const given = Array.from({ length: 3000 }, (_, index) => row(`monitor-${index % 2}`, index + 2));
  for (const each of given) rows.add(each);
  const shards = ['monitor-0', 'monitor-1'].map(registryShardOf);
  expect(rows.shards()).toEqual([...new Set(shards)].sort());
  for (const [index, shard] of shards.entries())
    expect(rows.take(shard).get(`monitor-${index}`)).toEqual(given.filter((_, place) => place % 2 === index));
});

test('what was taken is no longer held', () => {
  const rows = createRowsByShard();
  rows.add(row('monitor-0', 2));
  const shard = registryShardOf('monitor-0');
  rows.take(shard);
  expect([rows.shards(), rows.take(shard).size]).toEqual([[], 0]);
});
