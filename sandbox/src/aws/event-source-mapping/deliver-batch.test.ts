import { aMapping, textOf } from './testing/a-mapping.ts';
import { diesOf, fails, hour, minute, refuses, reportFailed, reports } from './testing/functions.ts';

describe('failures, documented by AWS, not recorded', () => {
  test('the lowest reported record is the checkpoint: later ones come again though they succeeded', async () => {
    let calls = 0;
    const { clock, mapping, put, batches } = aMapping({
      ...reports,
      handler: (event) => (calls++ === 0 ? reportFailed(event, 'd', 'b') : null),
    });
    for (const text of ['a', 'b', 'c', 'd', 'e']) put(text);
    mapping.start();
    await clock.advance(0);
    expect(batches()).toEqual([
      ['a', 'b', 'c', 'd', 'e'],
      ['b', 'c', 'd', 'e'],
    ]);
  });

  test('an unknown id beside a known one fails the whole batch', async () => {
    let calls = 0;
    const { clock, mapping, put, batches } = aMapping({
      ...reports,
      handler: (event) =>
        calls++ === 0
          ? { batchItemFailures: [...reportFailed(event, 'b').batchItemFailures, { itemIdentifier: '1' }] }
          : null,
    });
    for (const text of ['a', 'b']) put(text);
    mapping.start();
    await clock.advance(minute);
    expect(batches()).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  test('a report is ignored unless FunctionResponseTypes asks for it', async () => {
    const { clock, mapping, put, batches } = aMapping({ handler: refuses('a') });
    put('a');
    mapping.start();
    await clock.advance(hour);
    expect(batches()).toEqual([['a']]);
  });

  test('the retry counter starts anew when the checkpoint moves', async () => {
    const failuresLeft = new Map([
      ['a', 2],
      ['b', 2],
    ]);
    const { clock, mapping, put, batches, failures } = aMapping({
      ...reports,
      maximumRetryAttempts: 2,
      handler: (event) => {
        const failed = event.Records.map(textOf).find((text) => (failuresLeft.get(text) ?? 0) > 0);
        failuresLeft.set(failed ?? '', (failuresLeft.get(failed ?? '') ?? 0) - 1);
        return reportFailed(event, failed ?? '');
      },
    });
    put('a');
    put('b');
    mapping.start();
    await clock.advance(hour);
    expect(batches()).toEqual([['a', 'b'], ['a', 'b'], ['a', 'b'], ['b'], ['b']]);
    expect(failures).toEqual([]);
  });

  test('without a limit a poison record blocks its shard until the stream would have forgotten it', async () => {
    const { clock, mapping, put, batches, failures } = aMapping({ handler: diesOf('poison'), batchSize: 1 });
    put('poison');
    mapping.start();
    await clock.advance(hour);
    put('next');
    await clock.advance(23 * hour);
    expect(batches().flat()).not.toContain('next');
    await clock.advance(minute);
    expect(batches().at(-1)).toEqual(['next']);
    expect(failures.map(({ document }) => document.requestContext.condition)).toEqual(['RecordAgeExceeded']);
  });

  test('retries wait longer and longer, up to a minute', async () => {
    const { clock, mapping, put, invocations } = aMapping({ handler: fails });
    put('a');
    mapping.start();
    await clock.advance(5 * minute);
    const times = invocations.map(({ at }) => at);
    expect(times.slice(1).map((at, index) => at - (times[index] ?? 0))).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000,
    ]);
  });

  test('throttling uses up no retry: hours later the record is delivered', async () => {
    let busy = true;
    const { clock, mapping, put, batches, failures } = aMapping({
      maximumRetryAttempts: 0,
      throttled: () => busy,
    });
    put('a');
    mapping.start();
    await clock.advance(5 * hour);
    expect(mapping.counters().invocations).toBe(0);
    expect(mapping.iteratorAge()).toBe(5 * hour);
    busy = false;
    await clock.advance(minute);
    expect(batches()).toEqual([['a']]);
    expect(failures).toEqual([]);
  });

  test('the pause after throttling is short again once the function has run', async () => {
    const refused = [0, 1, 3];
    let call = 0;
    const { clock, mapping, put, invocations } = aMapping({
      ...reports,
      throttled: () => refused.includes(call++),
      handler: (event) => (invocations.length === 1 ? reportFailed(event, 'b') : null),
    });
    put('a');
    put('b');
    mapping.start();
    await clock.advance(minute);
    expect(invocations.map(({ at, texts }) => [at, texts])).toEqual([
      [1500, ['a', 'b']],
      [2000, ['b']],
    ]);
  });

  test('a record of exactly the maximum age is delivered, a millisecond older it is not', async () => {
    const { clock, mapping, put, batches, failures } = aMapping({ maximumRecordAgeInSeconds: 60 });
    put('too old');
    await clock.advance(1);
    put('just not');
    await clock.advance(minute);
    mapping.start();
    await clock.advance(0);
    expect(batches()).toEqual([['just not']]);
    expect(failures).toHaveLength(1);
  });

  test('throttling is bounded by the age of the record', async () => {
    const { clock, mapping, put, failures } = aMapping({ maximumRecordAgeInSeconds: 3600, throttled: () => true });
    put('a');
    mapping.start();
    await clock.advance(hour);
    expect(failures).toEqual([]);
    await clock.advance(2 * minute);
    expect(failures[0]?.document.requestContext).toMatchObject({
      condition: 'RecordAgeExceeded',
      approximateInvokeCount: 1,
    });
  });

  test('without report, a batch that fails to the end is given up as a whole', async () => {
    const { clock, mapping, put, failures, batches } = aMapping({
      maximumRetryAttempts: 1,
      batchSize: 2,
      handler: diesOf('b'),
    });
    for (const text of ['a', 'b', 'c']) put(text);
    mapping.start();
    await clock.advance(minute);
    expect(failures.map(({ document }) => document.KinesisBatchInfo.batchSize)).toEqual([2]);
    expect(batches().at(-1)).toEqual(['c']);
  });
});
