import { aMapping } from './testing/a-mapping.ts';
import { hour } from './testing/functions.ts';

describe('batches, documented by AWS, not recorded', () => {
  test('a batch goes when it has its number of records, however long the window', async () => {
    const { clock, mapping, put, batches } = aMapping({ batchSize: 2, maximumBatchingWindowInSeconds: 300 });
    mapping.start();
    for (const text of ['a', 'b', 'c']) put(text);
    await clock.advance(0);
    expect(batches()).toEqual([['a', 'b']]);
  });

  test('a batch that is just full does not wait for its window', async () => {
    const { clock, mapping, put, batches } = aMapping({ batchSize: 2, maximumBatchingWindowInSeconds: 300 });
    mapping.start();
    for (const text of ['a', 'b']) put(text);
    await clock.advance(0);
    expect(batches()).toEqual([['a', 'b']]);
  });

  test('a mapping whose batch waits for its window is not idle', async () => {
    const { clock, mapping, put } = aMapping({ maximumBatchingWindowInSeconds: 5 });
    mapping.start();
    put('a');
    await clock.advance(1000);
    expect(mapping.idle()).toBe(false);
    await clock.advance(5000);
    expect(mapping.idle()).toBe(true);
  });

  test('a batch that is not full goes when its window is over, counted from its first record', async () => {
    const { clock, mapping, put, invocations } = aMapping({ maximumBatchingWindowInSeconds: 5 });
    mapping.start();
    await clock.advance(1000);
    put('a');
    await clock.advance(3000);
    put('b');
    await clock.advance(10_000);
    expect(invocations.map(({ at, texts }) => [at, texts])).toEqual([[6000, ['a', 'b']]]);
  });

  test('what waits for its window goes when it is told to, and what comes later waits again', async () => {
    const { clock, mapping, put, batches } = aMapping({ maximumBatchingWindowInSeconds: 300 });
    mapping.start();
    await clock.advance(1000);
    mapping.deliverNow();
    put('a');
    await clock.advance(1000);
    expect(batches()).toEqual([]);
    mapping.deliverNow();
    await clock.advance(0);
    put('b');
    await clock.advance(1000);
    expect(batches()).toEqual([['a']]);
  });

  test('without a window a record goes as soon as it is there', async () => {
    const { clock, mapping, put, batches } = aMapping();
    mapping.start();
    await clock.advance(1000);
    put('a');
    await clock.advance(0);
    put('b');
    await clock.advance(0);
    expect(batches()).toEqual([['a'], ['b']]);
  });

  test('a batch stays within 6 MB of payload, base64 and all', async () => {
    const { clock, mapping, put, invocations } = aMapping({ batchSize: 1000, maximumBatchingWindowInSeconds: 300 });
    mapping.start();
    for (let index = 0; index < 100; index++) put('x'.repeat(100_000));
    await clock.advance(0);
    const [first] = invocations.map(({ event }) => JSON.stringify(event).length);
    const oneRecord = JSON.stringify(invocations[0]?.event.Records[0]).length + 1;
    expect(first).toBeLessThanOrEqual(6 * 1024 * 1024);
    expect((first ?? 0) + oneRecord).toBeGreaterThan(6 * 1024 * 1024);
  });

  test('what arrives while the function works comes in one batch afterwards', async () => {
    let finish = () => {};
    const { clock, mapping, put, batches } = aMapping({
      handler: () => new Promise<void>((resolve) => (finish = resolve)),
    });
    mapping.start();
    put('a');
    await clock.advance(0);
    for (const text of ['b', 'c', 'd']) put(text);
    await clock.advance(hour);
    expect(batches()).toEqual([['a']]);
    finish();
    await clock.advance(0);
    expect(batches()).toEqual([['a'], ['b', 'c', 'd']]);
  });
});
