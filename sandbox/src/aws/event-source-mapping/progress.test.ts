import { aMapping } from './testing/a-mapping.ts';
import { diesOf, hour, minute, refuses, reports } from './testing/functions.ts';

describe('starting, stopping, going on, documented by AWS, not recorded', () => {
  test('LATEST starts with what comes next, AT_TIMESTAMP with what came then', async () => {
    const { clock, create, mapping, put, batches } = aMapping({ startingPosition: 'LATEST' });
    put('a');
    await clock.advance(1500);
    const startingPositionTimestamp = clock.now() / 1000;
    put('b');
    mapping.start();
    put('c');
    await clock.advance(0);
    expect(batches()).toEqual([['c']]);
    create({ startingPosition: 'AT_TIMESTAMP', startingPositionTimestamp }).start();
    await clock.advance(0);
    expect(batches()).toEqual([['c'], ['b', 'c']]);
  });

  test('a disabled mapping does nothing', async () => {
    const { clock, mapping, put, batches } = aMapping({ enabled: false });
    put('a');
    mapping.start();
    await clock.advance(hour);
    expect(batches()).toEqual([]);
    expect(mapping.idle()).toBe(true);
  });

  test('starting a mapping that runs changes nothing', async () => {
    const { clock, mapping, put, batches } = aMapping();
    mapping.start();
    mapping.start();
    put('a');
    await clock.advance(0);
    mapping.stop();
    put('b');
    await clock.advance(hour);
    expect(batches()).toEqual([['a']]);
  });

  test('what is under way when the mapping stops comes again after the next start', async () => {
    let finish: (value: unknown) => void = () => {};
    const { clock, mapping, put, batches, failures } = aMapping({
      ...reports,
      maximumRetryAttempts: 0,
      handler: () => new Promise((resolve) => (finish = resolve)),
    });
    put('a');
    mapping.start();
    await clock.advance(0);
    mapping.stop();
    expect(mapping.idle()).toBe(true);
    finish({ batchItemFailures: [{ itemIdentifier: '' }] });
    await clock.advance(hour);
    expect(failures).toEqual([]);
    mapping.start();
    await clock.advance(0);
    expect(batches()).toEqual([['a'], ['a']]);
  });

  test('saved checkpoints go on where they were, to the record', async () => {
    const { clock, create, mapping, put, batches } = aMapping({
      ...reports,
      maximumRetryAttempts: -1,
      handler: refuses('c'),
    });
    for (const text of ['a', 'b', 'c', 'd']) put(text);
    mapping.start();
    await clock.advance(minute);
    const state = structuredClone(mapping.save());
    mapping.stop();
    const seen = batches().length;
    const again = create();
    again.restore(state);
    again.start();
    await clock.advance(0);
    expect(batches().slice(seen)).toEqual([['c', 'd']]);
  });

  test('with another factor than before no record is lost', async () => {
    const { clock, create, mapping, put, batches } = aMapping({
      parallelizationFactor: 3,
      handler: diesOf('5'),
    });
    for (let index = 0; index < 20; index++) put(`${index}`, `device-${index}`);
    mapping.start();
    await clock.advance(minute);
    const state = structuredClone(mapping.save());
    mapping.stop();
    const seen = batches().length;
    const again = create({ parallelizationFactor: 2 });
    again.restore(state);
    again.start();
    await clock.advance(0);
    const before = batches()
      .slice(0, seen)
      .filter((texts) => !texts.includes('5'));
    const after = batches().slice(seen);
    expect(new Set([...before, ...after].flat()).size).toBe(20);
  });

  test('the iterator age is that of the oldest record that is not done', async () => {
    const { clock, mapping, put } = aMapping({ ...reports, handler: refuses('b') });
    mapping.start();
    put('a');
    await clock.advance(1000);
    put('b');
    put('c');
    await clock.advance(7000);
    expect(mapping.iteratorAge()).toBe(7000);
    expect(mapping.idle()).toBe(false);
  });

  test('counters balance: every record is delivered, filtered, sent to the destination or lost', async () => {
    let up = true;
    const { clock, mapping, put } = aMapping({
      handler: diesOf('1', '2'),
      maximumRetryAttempts: 1,
      batchSize: 1,
      filterCriteria: { filters: [{ pattern: '{"data":[{"numeric":["<",9]}]}' }] },
      deliverFailure: async () => {
        up = !up;
        if (up) throw new Error('AccessDenied');
      },
    });
    for (const text of ['0', '1', '2', '3', '9']) put(text);
    mapping.start();
    await clock.advance(hour);
    expect(mapping.counters()).toEqual({
      invocations: 6,
      delivered: 6,
      filtered: 1,
      sentToDestination: 1,
      lost: 1,
    });
  });
});
