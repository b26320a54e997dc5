import { aMapping } from './testing/a-mapping.ts';
import { diesOf, hour, minute, refuses, reports } from './testing/functions.ts';

describe('bisecting, documented by AWS, not recorded', () => {
  test('on a function error the batch is halved, and halves succeed or fail alone', async () => {
    const { clock, mapping, put, batches, failures } = aMapping({
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 1,
      handler: diesOf('c'),
    });
    for (const text of ['a', 'b', 'c', 'd']) put(text);
    mapping.start();
    await clock.advance(minute);
    expect(batches()).toEqual([['a', 'b', 'c', 'd'], ['a', 'b'], ['c', 'd'], ['c'], ['c'], ['d']]);
    expect(failures.map(({ document }) => document.KinesisBatchInfo.batchSize)).toEqual([1]);
    expect(failures[0]?.document.requestContext.approximateInvokeCount).toBe(2);
  });

  test('splitting uses up no retry: with none allowed the poison record is still found', async () => {
    const { clock, mapping, put, failures } = aMapping({
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 0,
      handler: diesOf('e'),
    });
    const numbers = [...'abcdefgh'].map((text) => put(text));
    mapping.start();
    await clock.advance(minute);
    expect(failures.map(({ document }) => document.KinesisBatchInfo.startSequenceNumber)).toEqual([numbers[4]]);
    expect(failures[0]?.document.KinesisBatchInfo.batchSize).toBe(1);
  });

  test('on a partial response the batch is cut at the returned record', async () => {
    const { clock, mapping, put, batches } = aMapping({
      ...reports,
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 0,
      handler: refuses('c'),
    });
    for (const text of ['a', 'b', 'c', 'd', 'e']) put(text);
    mapping.start();
    await clock.advance(minute);
    expect(batches().slice(0, 2)).toEqual([
      ['a', 'b', 'c', 'd', 'e'],
      ['c', 'd', 'e'],
    ]);
  });

  test.each([
    ['a function that dies', diesOf('4711')],
    ['a function that reports it', refuses('4711')],
  ])('one poison record among 10,000 is given up alone by %s', async (_name, handler) => {
    const { clock, mapping, put, failures, invocations } = aMapping({
      ...reports,
      handler,
      batchSize: 10_000,
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 2,
    });
    const numbers = Array.from({ length: 10_000 }, (_, index) => put(String(index)));
    mapping.start();
    await clock.advance(hour);
    expect(failures).toHaveLength(1);
    expect(failures[0]?.document.KinesisBatchInfo).toMatchObject({
      batchSize: 1,
      startSequenceNumber: numbers[4711],
    });
    const delivered = new Set(invocations.flatMap(({ texts }) => texts));
    expect(delivered.size).toBe(10_000);
    // Halving 10,000 takes 14 steps; each leaves one half to be called for.
    expect(invocations.length).toBeLessThanOrEqual(2 * 14 + 3);
  });
});
