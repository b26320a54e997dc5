import { aMapping, type Event, textOf } from './testing/a-mapping.ts';
import { hour, minute } from './testing/functions.ts';

describe('tumbling windows, documented by AWS, not recorded', () => {
  const counting = (event: Event) => ({
    state: { count: ((event.state as { count?: number })?.count ?? 0) + event.Records.length },
  });
  const windowed = { tumblingWindowInSeconds: 60, handler: counting };
  const steps = (invocations: { at: number; texts: string[]; event: Event }[]) =>
    invocations.map(({ at, texts, event }) => [at, texts, event.state, event.isFinalInvokeForWindow]);

  test('state goes from call to call and the last call comes, without records, when the window ends', async () => {
    const { clock, mapping, put, invocations } = aMapping(windowed);
    mapping.start();
    put('a');
    await clock.advance(10_000);
    put('b');
    await clock.advance(minute);
    expect(steps(invocations)).toEqual([
      [0, ['a'], {}, false],
      [10_000, ['b'], { count: 1 }, false],
      [60_000, [], { count: 2 }, true],
    ]);
    expect(invocations[1]?.event).toMatchObject({
      window: { start: '2026-01-01T00:00:00Z', end: '2026-01-01T00:01:00Z' },
      shardId: 'shardId-000000000000',
      eventSourceARN: 'arn:aws:kinesis:eu-central-1:000000000000:stream/readings',
      isWindowTerminatedEarly: false,
    });
    expect(mapping.idle()).toBe(true);
  });

  test('no batch crosses the border of a window, and the next one starts empty', async () => {
    const { clock, mapping, put, invocations } = aMapping(windowed);
    put('a');
    await clock.advance(59_999);
    put('b');
    await clock.advance(1);
    put('c');
    mapping.start();
    await clock.advance(minute);
    expect(steps(invocations)).toEqual([
      [60_000, ['a', 'b'], {}, false],
      [60_000, [], { count: 2 }, true],
      [60_000, ['c'], {}, false],
      [120_000, [], { count: 1 }, true],
    ]);
  });

  test('an answer without a state is a failure', async () => {
    const { clock, mapping, put, failures } = aMapping({
      ...windowed,
      maximumRetryAttempts: 1,
      handler: (event) => (event.isFinalInvokeForWindow ? { state: {} } : {}),
    });
    put('a');
    mapping.start();
    await clock.advance(hour);
    expect(failures[0]?.document.requestContext.approximateInvokeCount).toBe(2);
  });

  test('a state of more than 1 MB ends the window early, and it goes on empty', async () => {
    const tooLarge = 'x'.repeat(1024 * 1024);
    const { clock, mapping, put, invocations } = aMapping({
      ...windowed,
      batchSize: 1,
      handler: (event) => ({
        state: event.Records.length && textOf(event.Records[0] as never) === 'a' ? tooLarge : 1,
      }),
    });
    put('a');
    put('b');
    mapping.start();
    await clock.advance(minute);
    expect(
      invocations.map(({ texts, event }) => [texts, event.isFinalInvokeForWindow, event.isWindowTerminatedEarly]),
    ).toEqual([
      [['a'], false, false],
      [[], true, true],
      [['b'], false, false],
      [[], true, false],
    ]);
    expect(invocations.map(({ event }) => event.state)).toEqual([{}, tooLarge, {}, 1]);
  });

  test('an event stays within 6 MB with its state', async () => {
    const { clock, mapping, put, invocations } = aMapping({
      ...windowed,
      batchSize: 1000,
      handler: () => ({ state: 'x'.repeat(1024 * 1024 - 2) }),
    });
    for (let index = 0; index < 80; index++) put('x'.repeat(100_000));
    mapping.start();
    await clock.advance(0);
    expect(invocations.map(({ event }) => JSON.stringify(event).length <= 6 * 1024 * 1024)).toEqual([true, true, true]);
  });

  test('the shard waits until the last call of a window succeeds', async () => {
    let broken = true;
    const { clock, mapping, put, batches } = aMapping({
      ...windowed,
      maximumRetryAttempts: 0,
      handler: (event) => {
        if (event.isFinalInvokeForWindow && broken) throw new Error('store is down');
        return counting(event);
      },
    });
    mapping.start();
    put('a');
    await clock.advance(minute);
    put('b');
    await clock.advance(10 * minute);
    expect(batches().flat()).toEqual(['a']);
    broken = false;
    await clock.advance(minute);
    expect(batches().flat()).toEqual(['a', 'b']);
  });

  test('the end of a shard ends its window, and the children start their own', async () => {
    const { clock, kinesis, mapping, put, invocations } = aMapping(windowed);
    mapping.start();
    put('a');
    await clock.advance(1000);
    kinesis.createStream({ name: 'readings', shardCount: 2 });
    put('b');
    await clock.advance(0);
    expect(steps(invocations)).toEqual([
      [0, ['a'], {}, false],
      [1000, [], { count: 1 }, true],
      [1000, ['b'], {}, false],
    ]);
  });

  test('a window that another setting opened is forgotten', async () => {
    const { clock, mapping, create, put, invocations } = aMapping(windowed);
    await clock.advance(minute);
    mapping.start();
    put('a');
    await clock.advance(1000);
    const state = structuredClone(mapping.save());
    mapping.stop();
    const again = create({ tumblingWindowInSeconds: 0 });
    again.restore(state);
    again.start();
    await clock.advance(hour);
    expect(invocations).toHaveLength(1);
    expect(again.idle()).toBe(true);
  });

  test('an open window survives a restart with its state', async () => {
    const { clock, mapping, create, put, invocations } = aMapping(windowed);
    mapping.start();
    put('a');
    await clock.advance(1000);
    const state = structuredClone(mapping.save());
    mapping.stop();
    const again = create();
    again.restore(state);
    again.start();
    await clock.advance(minute);
    expect(steps(invocations)).toEqual([
      [0, ['a'], {}, false],
      [60_000, [], { count: 1 }, true],
    ]);
  });
});
