import { aMapping } from './testing/a-mapping.ts';
import { hour, minute } from './testing/functions.ts';

describe('resharding, documented by AWS, not recorded', () => {
  test('children start when their parent is done, not before', async () => {
    let broken = true;
    const { clock, kinesis, mapping, put, batches } = aMapping({
      handler: () => {
        if (broken) throw new Error('down');
      },
    });
    put('parent');
    kinesis.createStream({ name: 'readings', shardCount: 2 });
    for (let index = 0; index < 10; index++) put('child', `device-${index}`);
    mapping.start();
    await clock.advance(hour);
    expect(new Set(batches().flat())).toEqual(new Set(['parent']));
    broken = false;
    await clock.advance(minute);
    expect(
      batches()
        .flat()
        .filter((text) => text === 'child'),
    ).toHaveLength(10);
  });

  test('a merged shard waits for both parents', async () => {
    let broken = true;
    const { clock, kinesis, mapping, put, batches } = aMapping({
      shardCount: 2,
      handler: (event) => {
        if (broken && event.Records[0]?.eventID.startsWith('shardId-000000000001')) throw new Error('down');
      },
    });
    for (let index = 0; index < 10; index++) put('parent', `device-${index}`);
    kinesis.createStream({ name: 'readings', shardCount: 1 });
    put('child');
    mapping.start();
    await clock.advance(hour);
    expect(batches().flat()).not.toContain('child');
    broken = false;
    await clock.advance(minute);
    expect(batches().flat().at(-1)).toBe('child');
  });

  test('shards that open while the mapping runs are read from their beginning, LATEST or not', async () => {
    const { clock, kinesis, mapping, put, batches } = aMapping({ startingPosition: 'LATEST' });
    put('before');
    mapping.start();
    await clock.advance(0);
    kinesis.createStream({ name: 'readings', shardCount: 2 });
    put('after');
    await clock.advance(0);
    expect(batches()).toEqual([['after']]);
  });

  test('a shard that its stream has forgotten is forgotten by the mapping', async () => {
    const { clock, kinesis, mapping, put, batches } = aMapping();
    mapping.start();
    kinesis.createStream({ name: 'readings', shardCount: 2 });
    await clock.advance(25 * hour);
    put('late');
    await clock.advance(0);
    expect(batches()).toEqual([['late']]);
    expect([...(mapping.save() as Map<string, unknown>).keys()]).toEqual([
      'shardId-000000000001',
      'shardId-000000000002',
    ]);
  });
});
